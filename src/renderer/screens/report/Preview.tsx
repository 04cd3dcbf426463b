import { createElement, memo, useEffect, useState, type ReactNode } from 'react';
import type {
  CustomerView,
  PreviewElement,
  PreviewNode,
  ReportPreview,
} from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { Spinner } from '../../components/controls/Spinner';
import { HISTORY_IDS } from '../../history-testids';
import { useCall } from '../../state/context';
import type { ReportChoice } from './Choices';

function element({ tag, kind, lang, span, children }: PreviewElement, key: number): ReactNode {
  const attributes = {
    key,
    ...(kind === '' ? {} : { className: kind }),
    ...(lang === null ? {} : { lang, translate: 'no' as const }),
    ...(span.rows > 1 ? { rowSpan: span.rows } : {}),
    ...(span.columns > 1 ? { colSpan: span.columns } : {}),
  };
  return children.length === 0
    ? createElement(tag, attributes)
    : createElement(tag, attributes, nodes(children, tag));
}

/** Between the rows and cells of a table only elements may stand. */
const NO_TEXT: readonly string[] = ['table', 'thead', 'tbody', 'tr', 'ul', 'ol', 'dl'];

function nodes(list: readonly PreviewNode[], parent: string): ReactNode[] {
  return list.flatMap((node, index) => {
    if (typeof node !== 'string') return [element(node, index)];
    return NO_TEXT.includes(parent) ? [] : [node];
  });
}

/** The document. Drawn again only when it changed: it may be long. */
const Document = memo(function Document({ preview }: { preview: ReportPreview }) {
  return (
    <div
      className="report-preview"
      lang={preview.language}
      tabIndex={0}
      role="region"
      aria-label={preview.name}
      data-testid={HISTORY_IDS.preview}
    >
      {nodes(preview.nodes, 'div')}
    </div>
  );
});

interface PreviewProps {
  readonly customer: CustomerView;
  readonly choice: ReportChoice;
  readonly texts: Translator;
}

/**
 * Exactly what is written, drawn from plain data: the window never interprets HTML, and its policy allows no frames.
 * `undefined` while it is made, null where nothing is known yet.
 */
export function Preview({ customer, choice, texts }: PreviewProps) {
  const call = useCall();
  const { language, level, parts } = choice;
  const [preview, setPreview] = useState<ReportPreview | null | undefined>(undefined);
  const { readAt, report, run, verification } = customer;
  const known = [readAt, run?.id, run?.endedAt, verification?.at, report?.madeAt].join(' ');
  useEffect(() => {
    let wanted = true;
    void call('report.preview', { language, level, parts: [...parts] }).then((answer) => {
      if (wanted && answer.ok) setPreview(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, language, level, parts, known]);
  if (preview === undefined) return <Spinner label={texts.t('history.report.preview-wait')} late />;
  if (preview === null) return <p className="muted">{texts.t('history.report.preview-none')}</p>;
  return (
    <>
      <code className="muted" translate="no">
        {preview.name}
      </code>
      <Document preview={preview} />
    </>
  );
}
