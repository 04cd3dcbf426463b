import type { Translator } from '../../../shared/messages';
import type { Contradiction } from '../../../shared/topology';
import { Expander } from '../../components/Expander';
import { TEST_IDS, testId } from '../../testids';
import { Sources } from './Sources';

function Item({ item, texts }: { item: Contradiction; texts: Translator }) {
  const { t } = texts;
  const text = (part: string): string =>
    texts.text({ key: `topology.contradiction.${item.id}${part}`, args: {} });
  return (
    <li className="stack-tight" data-testid={testId.topologyContradiction(item.id)}>
      <h3>{text('')}</h3>
      <ul className="topology-list">
        {item.says.map((source, index) => (
          <li key={source.title}>
            <p>{text(`.says-${index + 1}`)}</p>
            <Sources sources={[source]} texts={texts} />
          </li>
        ))}
      </ul>
      <p>
        <span className="strong label">{t('topology.contradiction.crossprem')}</span>
        {text('.taken')}
      </p>
    </li>
  );
}

/** Where documents disagree, with what each says and what Crossprem goes by. */
export function Contradictions(props: { list: readonly Contradiction[]; texts: Translator }) {
  const { list, texts } = props;
  const { t } = texts;
  const own = list.filter((item) => item.own);
  const others = list.filter((item) => !item.own);
  return (
    <section className="card stack" data-testid={TEST_IDS.topologyContradictions}>
      <h2 className="node-title">{t('topology.contradictions')}</h2>
      {own.length > 0 && (
        <ul className="contradictions">
          {own.map((item) => (
            <Item key={item.id} item={item} texts={texts} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Expander label={t('topology.contradictions.others')}>
          <ul className="contradictions unfolded">
            {others.map((item) => (
              <Item key={item.id} item={item} texts={texts} />
            ))}
          </ul>
        </Expander>
      )}
    </section>
  );
}
