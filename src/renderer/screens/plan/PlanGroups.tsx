import {
  ChatMultiple20Regular,
  Cloud20Regular,
  Desktop20Regular,
  MailMultiple20Regular,
  Server20Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ActionView, PlanGroupView, PlanView, TagView } from '../../../shared/ipc/views';
import { utcText } from '../../../shared/start-time';
import { ArticleLink } from '../../components/ArticleLink';
import { CommandBlock } from '../../components/CommandBlock';
import { Differences } from '../../components/Comparisons';
import { Expander } from '../../components/Expander';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { testId } from '../../testids';
import { commandName } from './command-name';
import { Sign, type SignKind } from './Sign';
import { TrialDetail, TrialPill } from './Trial';

const ICONS = {
  exchange: Server20Regular,
  online: MailMultiple20Regular,
  tenant: Cloud20Regular,
  workstation: Desktop20Regular,
  skype: ChatMultiple20Regular,
  local: Server20Regular,
};
/** Tags that say what can go wrong; the other ones only say who is needed. */
const RISKS: readonly TagView[] = [
  'interrupts-service',
  'writes-mailbox',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
];

/** Side effects of an action in words. */
function Tags({ tags }: { tags: readonly TagView[] }) {
  const { t } = useTranslator();
  return (
    <>
      {tags.map((tag) => (
        <span key={tag} className={`pill ${RISKS.includes(tag) ? 'tone-warn' : ''}`}>
          {t(`core.tag.${tag}`)}
        </span>
      ))}
    </>
  );
}

function Row(props: {
  kind: SignKind;
  title: ReactNode;
  testid?: string;
  tags?: ReactNode;
  held?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslator();
  return (
    <li
      className={`plan-row sign-${props.kind} ${props.held === true ? 'plan-held' : ''}`}
      data-testid={props.testid}
      // What is kept is no difference to go to.
      data-difference={props.kind === 'keep' ? undefined : true}
      tabIndex={-1}
    >
      <Sign kind={props.kind} />
      <div className="plan-row-body">
        <div className="row">
          <p className="plan-row-title">
            <span className="visually-hidden">{t(`ui.plan.row-${props.kind}`)} · </span>
            {props.title}
          </p>
          {props.tags}
        </div>
        {props.children}
      </div>
    </li>
  );
}

function ActionDetail({ action }: { action: ActionView }) {
  const { t, text, dateTime } = useTranslator();
  return (
    <div className="stack-tight plan-detail">
      <CommandBlock
        text={action.command}
        where={action.where}
        testid={testId.command(action.id)}
        copyTestid={testId.copyCommand(action.id)}
      />
      {action.transport !== null && (
        <p>
          <strong className="label">{t('core.transport.label')}</strong>
          {text(action.transport)}
        </p>
      )}
      {action.notBefore !== null && (
        <p data-testid={testId.notBefore(action.id)}>
          {t('core.start.not-before', {
            when: dateTime(action.notBefore),
            utc: utcText(action.notBefore),
          })}
        </p>
      )}
      {action.departs !== null && (
        <p>
          <strong className="label">{t('ui.plan.departs')}</strong>
          {text(action.departs)}
        </p>
      )}
      <p>
        <strong className="label">{t('ui.plan.undo')}</strong>
        {text(action.undo)}
      </p>
      {action.trial !== null && <TrialDetail trial={action.trial} id={action.id} />}
      <ArticleLink id={action.article} />
    </div>
  );
}

function ActionRow({ action, held }: { action: ActionView; held: boolean }) {
  const { t, text } = useTranslator();
  const name = (
    <>
      <span className="visually-hidden">{t('ui.plan.command')} · </span>
      <code translate="no">{commandName(action.command)}</code>
    </>
  );
  return (
    <Row
      kind={action.kind}
      title={<Prose text={text(action.reason)} />}
      testid={testId.planAction(action.id)}
      tags={
        <>
          <Tags tags={action.tags} />
          <TrialPill trial={action.trial} />
        </>
      }
      held={held || action.refused !== null}
    >
      {action.refused !== null && (
        <p className="tone-warn" data-testid={testId.refused(action.id)}>
          {t('ui.plan.refused')} <code translate="no">{action.refused.code}</code>
        </p>
      )}
      {held && <p className="tone-warn">{t('ui.plan.held')}</p>}
      <Differences differences={action.differences} />
      <Expander label={name}>
        <ActionDetail action={action} />
      </Expander>
    </Row>
  );
}

function Group({ group, heldBack }: { group: PlanGroupView; heldBack: ReadonlySet<string> }) {
  const { t, text } = useTranslator();
  const Icon = ICONS[group.target];
  return (
    <section className="card plan-group">
      <h2 className="plan-group-head">
        <Icon aria-hidden="true" />
        <span translate="no">{group.where}</span>
        <span className="plan-group-count muted">
          {t('ui.plan.changes', { count: group.actions.length })}
        </span>
      </h2>
      <ul>
        {group.actions.map((action) => (
          <ActionRow key={action.id} action={action} held={heldBack.has(action.id)} />
        ))}
        {group.keeps.map((keep, index) => (
          <Row key={`keep-${String(index)}`} kind="keep" title={text(keep.title)}>
            <Differences differences={keep.differences} kept />
          </Row>
        ))}
        {group.byHand.map((note, index) => (
          <Row key={`hand-${String(index)}`} kind="by-hand" title={text(note)} />
        ))}
        {group.cannotPreview.map((note, index) => (
          <Row key={`unknown-${String(index)}`} kind="cannot-preview" title={text(note)} />
        ))}
      </ul>
    </section>
  );
}

/** The plan's rows by the place they run in. */
export function PlanGroups({ plan, heldBack }: { plan: PlanView; heldBack: ReadonlySet<string> }) {
  return plan.groups.map((group) => (
    <Group key={`${group.target}-${group.where}`} group={group} heldBack={heldBack} />
  ));
}
