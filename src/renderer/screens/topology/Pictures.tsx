import type { Translator } from '../../../shared/messages';
import type { TrustArrow, TrustPicture } from '../../../shared/topology';
import { Expander } from '../../components/Expander';
import { TEST_IDS, testId } from '../../testids';
import { OwnPill } from './OwnPill';
import { BOX, arrowLine, placesOf, pictureHeight, type Places } from './geometry';

const WIDTH = 480;

function Arrow(props: {
  arrow: TrustArrow;
  number: number;
  places: Places;
  all: readonly TrustArrow[];
}) {
  const { arrow, number, places, all } = props;
  const line = arrowLine(arrow, places, all);
  if (line === null) return null;
  const { from, to, angle, middle } = line;
  return (
    <g className={`arrow arrow-${arrow.kind}`}>
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      <polygon
        points="0,0 -10,-5 -10,5"
        transform={`translate(${to.x} ${to.y}) rotate(${angle})`}
      />
      <circle cx={middle.x} cy={middle.y} r="10" />
      <text x={middle.x} y={middle.y + 4} textAnchor="middle">
        {number}
      </text>
    </g>
  );
}

function Drawing({ picture, texts }: { picture: TrustPicture; texts: Translator }) {
  const { t } = texts;
  const places = placesOf(picture);
  const said = picture.arrows.map(({ id }) =>
    texts.text({ key: `topology.arrow.${id}`, args: {} }),
  );
  const alt = t('topology.picture.alt', {
    title: t(`topology.picture.${picture.id}`),
    arrows: said.join(' '),
  });
  return (
    <svg
      className="trust-picture"
      role="img"
      aria-label={alt}
      viewBox={`0 0 ${WIDTH} ${pictureHeight(picture)}`}
    >
      {[...places].map(([party, { x, y }]) => (
        <g key={party} className="party">
          <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="8" />
          <text x={x + BOX.width / 2} y={y + BOX.height / 2 + 5} textAnchor="middle">
            {t(`topology.party.${party}`)}
          </text>
        </g>
      ))}
      {picture.arrows.map((arrow, index) => (
        <Arrow
          key={arrow.id}
          arrow={arrow}
          number={index + 1}
          places={places}
          all={picture.arrows}
        />
      ))}
    </svg>
  );
}

function Picture(props: { picture: TrustPicture; isExample: boolean; texts: Translator }) {
  const { picture, isExample, texts } = props;
  const { t } = texts;
  return (
    <li className="stack-tight" data-testid={testId.topologyPicture(picture.id)}>
      <h3 className="row">
        {t(`topology.picture.${picture.id}`)}
        {picture.own && <OwnPill isExample={isExample} texts={texts} />}
      </h3>
      <p>{t(`topology.picture.${picture.id}.what`)}</p>
      <div className="trust-row">
        <Drawing picture={picture} texts={texts} />
        <ol className="trust-legend">
          {picture.arrows.map(({ id }) => (
            <li key={id}>{texts.text({ key: `topology.arrow.${id}`, args: {} })}</li>
          ))}
        </ol>
      </div>
    </li>
  );
}

/** The server-to-server scenarios of article 002; those of the description are open. */
export function Pictures(props: {
  pictures: readonly TrustPicture[];
  isExample: boolean;
  texts: Translator;
}) {
  const { pictures, isExample, texts } = props;
  const { t } = texts;
  const own = pictures.filter((picture) => picture.own);
  const others = pictures.filter((picture) => !picture.own);
  const list = (some: readonly TrustPicture[]) =>
    some.map((picture) => <Picture key={picture.id} {...{ picture, isExample, texts }} />);
  return (
    <section className="card stack" data-testid={TEST_IDS.topologyPictures}>
      <h2 className="node-title">{t('topology.pictures')}</h2>
      <ul className="trust-pictures">{list(own)}</ul>
      {others.length > 0 && (
        <Expander label={t('topology.pictures.others')}>
          <ul className="trust-pictures unfolded">{list(others)}</ul>
        </Expander>
      )}
    </section>
  );
}
