import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { applicationName, productName } from '../../../shared/applications';
import type { LabView } from '../../../shared/ipc/views';
import { LAB_STARTS, type LabStatus } from '../../../shared/lab';
import type { Translator } from '../../../shared/messages';
import {
  WORLD_EDIT_IDS,
  editedAccount,
  worldEdit,
  type WorldEditId,
} from '../../../shared/practice/world-edits';
import { Expander } from '../../components/Expander';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { PRACTICE_IDS, practiceId } from '../../practice/testids';
import { useCall, useView } from '../../state/context';
import { Reset, TimeTravel, World as Counts } from '../LabPanel';

/** What the lab holds, asked again whenever its counters say that something happened. */
function useWorld(lab: LabView): readonly [LabStatus | null, () => void] {
  const call = useCall();
  const [world, setWorld] = useState<LabStatus | null>(null);
  const [turn, setTurn] = useState(0);
  const { changes, reads, start, seed } = lab;
  const faults = lab.faults.join();
  useEffect(() => {
    let wanted = true;
    void call('practice.world', {}).then((answer) => {
      if (wanted && answer.ok) setWorld(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, changes, reads, start, seed, faults, turn]);
  return [world, () => setTurn((number) => number + 1)];
}

function Principal({ id }: { id: string }) {
  const { language } = useTranslator();
  return (
    <>
      <Prose text={id} />
      <div className="muted caption">{productName(applicationName(id), language)}</div>
    </>
  );
}

function Things({ world, texts }: { world: LabStatus; texts: Translator }) {
  const { t } = texts;
  const ui = useTranslator();
  const { organisation, premises, tenant } = world;
  const rows = [
    ['servers', organisation.servers],
    ['controllers', organisation.domainControllers],
    ['domains', organisation.acceptedDomains],
    ['users', organisation.mailUsers],
    ['partners', organisation.partnerApplications],
    ['principals', tenant.servicePrincipals],
    ['pools', premises.pools.map((pool) => pool.fqdn)],
    ['stopped', premises.iis.filter((item) => !item.running).map((item) => item.server)],
  ] as const;
  return (
    <section className="card stack-tight" data-testid={PRACTICE_IDS.world}>
      <h2 className="node-title">{t('practice.world.there')}</h2>
      <dl className="world-things">
        {rows.map(([id, names]) => (
          <div key={id} className="pair">
            <dt>{t(`practice.world.${id}`)}</dt>
            <dd translate="no">
              {names.length === 0 ? (
                t('practice.world.none')
              ) : id === 'principals' ? (
                <ul>
                  {names.map((name) => (
                    <li key={name}>
                      <Principal id={name} />
                    </li>
                  ))}
                </ul>
              ) : (
                <Prose text={ui.list([...names])} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Edits(props: { world: LabStatus; texts: Translator; onEdited: () => void }) {
  const { world, texts, onEdited } = props;
  const { t } = texts;
  const call = useCall();
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  const [last, setLast] = useState<WorldEditId | null>(null);
  const account = editedAccount(world.organisation) ?? '';
  const server = world.organisation.servers.at(-1) ?? '';
  const edit = async (id: WorldEditId): Promise<void> => {
    const answer = await call('practice.edit', { edit: id });
    if (!answer.ok) return;
    setLast(id);
    onEdited();
  };
  const name = (id: WorldEditId): string => t(`practice.edit.${id}`, { account, server });
  return (
    <section className="card stack-tight">
      <h2 className="node-title">{t('practice.edits')}</h2>
      <p className="muted">{t('practice.edits.text')}</p>
      <p className="tone-ok" role="status" data-testid={PRACTICE_IDS.edited}>
        {last !== null && t('practice.edited', { edit: name(last) })}
      </p>
      <ul className="edits">
        {WORLD_EDIT_IDS.map((id) => {
          const possible = worldEdit(id, world) !== null;
          return (
            <li key={id}>
              <span className="grow">
                {possible ? name(id) : t(`practice.edit.${id}-not`)}
                {!possible && <span className="muted"> {t('practice.edit.not-there')}</span>}
              </span>
              <Button
                size="small"
                className="practise"
                disabled={!possible || busy}
                aria-label={t('practice.edit.make-of', { edit: name(id) })}
                data-testid={practiceId.edit(id)}
                onClick={() => void edit(id)}
              >
                {t('practice.edit.make')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Starts({ texts }: { texts: Translator }) {
  const { t } = useTranslator();
  return (
    <Expander label={texts.t('practice.starts')}>
      <dl className="start-list">
        {LAB_STARTS.map((start) => (
          <div key={start}>
            <dt>{t(`lab.start-name.${start}`)}</dt>
            <dd>{t(`lab.start.${start}`)}</dd>
          </div>
        ))}
      </dl>
    </Expander>
  );
}

/** The lab's world: time and counts, what is there, what somebody else can change, and beginning again. */
export function World({ lab, texts }: { lab: LabView; texts: Translator }) {
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  const [world, again] = useWorld(lab);
  return (
    <div className="practice-columns">
      <div className="stack">
        <Counts lab={lab} />
        {world !== null && <Things world={world} texts={texts} />}
        {world !== null && <Edits world={world} texts={texts} onEdited={again} />}
      </div>
      <div className="stack">
        <div className="card stack">
          <Reset key={`${lab.start}-${String(lab.seed)}`} lab={lab} busy={busy} />
          <Starts texts={texts} />
        </div>
        <div className="card">
          <TimeTravel busy={busy} />
        </div>
      </div>
    </div>
  );
}
