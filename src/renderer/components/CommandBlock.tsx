import { Button } from '@fluentui/react-components';
import { Checkmark16Regular, Copy16Regular, WindowConsole20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { tokens } from './highlight';
import { KnownApplications } from './KnownApplications';
import './command.css';

/** Coloured literal text. Its characters are the same in every language. */
export function Code(props: { text: string }) {
  return (
    <>
      {tokens(props.text).map((token, index) => (
        <span key={index} className={`code-${token.kind}`}>
          {token.text}
        </span>
      ))}
    </>
  );
}

/** Copies literal text through main and says so for two seconds. */
export function CopyButton(props: {
  text: string;
  testid: string;
  label?: string;
  /** What a button without a label is called, where “Copy” would say too little. */
  name?: string;
  /** In place of two sheets, where what is copied is not what stands beside the button. */
  icon?: ReactElement;
}) {
  const { t } = useTranslator();
  const call = useCall();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = window.setTimeout(() => setCopied(false), 2_000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    const answer = await call('clipboard.write', { text: props.text });
    setCopied(answer.ok);
  };
  const name = copied
    ? t('ui.command.copied')
    : (props.label ?? props.name ?? t('ui.command.copy'));
  return (
    <Button
      size={props.label === undefined ? 'small' : 'medium'}
      appearance={props.label === undefined ? 'subtle' : 'secondary'}
      icon={copied ? <Checkmark16Regular /> : (props.icon ?? <Copy16Regular />)}
      data-testid={props.testid}
      onClick={() => void copy()}
      {...(props.label === undefined && { 'aria-label': name, title: name })}
    >
      {props.label === undefined ? null : name}
    </Button>
  );
}

/** An exact command with the machine and shell it runs in, and the product names of the ids in it. */
export function CommandBlock(props: {
  text: string;
  where: string;
  testid: string;
  copyTestid: string;
}) {
  const { t } = useTranslator();
  return (
    <figure className="command">
      <figcaption className="command-head">
        <span className="row nowrap-start">
          <WindowConsole20Regular aria-hidden="true" />
          <span className="visually-hidden">{t('ui.step.runs-on')}</span>
          <span className="command-where" translate="no">
            {props.where}
          </span>
        </span>
        <span data-copies="command">
          <CopyButton text={props.text} testid={props.copyTestid} />
        </span>
      </figcaption>
      <pre className="command-text" lang="en" dir="ltr" translate="no" data-testid={props.testid}>
        <Code text={props.text} />
      </pre>
      <KnownApplications text={props.text} />
    </figure>
  );
}
