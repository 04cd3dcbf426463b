import type { Translator } from '../../../shared/messages';
import type { ComputedName } from '../../../shared/topology';
import { CopyButton } from '../../components/CommandBlock';
import { TEST_IDS, testId } from '../../testids';

/** The names that follow, each with a button that copies it; what is missing is said in its place. */
export function Names({ names, texts }: { names: readonly ComputedName[]; texts: Translator }) {
  const { t } = texts;
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.topologyComputed}>
      <h2 className="node-title">{t('topology.names')}</h2>
      {names.length === 0 && <p>{t('topology.names.none')}</p>}
      <dl className="topology-computed">
        {names.map(({ id, value, needs }) => (
          <div key={id}>
            <dt className="caption muted">
              {texts.text({ key: `topology.name.${id}`, args: {} })}
            </dt>
            <dd>
              {value === null ? (
                <span className="muted">
                  {needs === null ? null : t(`topology.name.missing.${needs}`)}
                </span>
              ) : (
                <>
                  <code translate="no">{value}</code>
                  <CopyButton text={value} testid={testId.topologyCopy(id)} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
