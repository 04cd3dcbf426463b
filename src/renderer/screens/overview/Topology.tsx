import {
  ChatMultiple20Regular,
  CheckmarkCircle16Regular,
  Cloud20Regular,
  DismissCircle16Regular,
  QuestionCircle16Regular,
  Server20Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { CustomerView, TopologyView } from '../../../shared/ipc/views';
import { shortThumbprint } from '../../components/thumbprint';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';

type Link = TopologyView['outbound'];
type Reached = TopologyView['exchange']['state'];

const LINK_LOOK = {
  configured: [CheckmarkCircle16Regular, 'tone-ok'],
  'not-configured': [DismissCircle16Regular, 'tone-warn'],
  unknown: [QuestionCircle16Regular, 'muted'],
} as const satisfies Record<Link, unknown>;

function Arrow({ link, back, label }: { link: Link; back: boolean; label: string }) {
  const { t } = useTranslator();
  const [Icon, tone] = LINK_LOOK[link];
  return (
    <li className={`trust trust-${link} ${back ? 'trust-back' : ''}`}>
      <span className={`verdict caption ${tone}`}>
        <Icon aria-hidden="true" />
        <span>
          <span className="visually-hidden">{label} · </span>
          {t(`ui.topology.link-${link}`)}
        </span>
      </span>
      <span className="trust-line" aria-hidden="true" />
    </li>
  );
}

/** When it was read, ISO 8601: since the customer was opened, or only before that; null: not at all. */
type Times = Pick<CustomerView, 'readAt' | 'readBefore'>;

function Node(props: {
  icon: ReactNode;
  title: string;
  state: Reached;
  times: Times;
  testid: string;
  children: ReactNode;
}) {
  const { t, time, dateTime } = useTranslator();
  const { readAt, readBefore } = props.times;
  const seen = readAt !== null ? time(readAt) : readBefore !== null ? dateTime(readBefore) : null;
  return (
    <section className={`card node node-${props.state}`} data-testid={props.testid}>
      <h2 className="node-title">
        {props.icon}
        {props.title}
      </h2>
      {props.state === 'read' ? (
        <>
          {props.children}
          {readAt === null && seen !== null && (
            <p className="muted caption">{t('ui.topology.as-read', { time: seen })}</p>
          )}
        </>
      ) : (
        <p className="muted">
          {props.state === 'not-reached' && seen !== null
            ? t('ui.topology.not-reached-at', { time: seen })
            : t(`ui.topology.${props.state}`)}
        </p>
      )}
    </section>
  );
}

const LABELS = {
  'exchange-tenant': ['ui.topology.outbound', 'ui.topology.inbound'],
  'exchange-pool': ['ui.topology.to-pool', 'ui.topology.from-pool'],
  'pool-tenant': ['ui.topology.pool-to-tenant', 'ui.topology.tenant-to-pool'],
} as const satisfies Record<TopologyView['sides'], unknown>;

/** The two of Exchange, tenant and pool that the scenario is about, with the trust between them, each direction on its own. */
export function Topology({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const { topology, readAt, readBefore } = customer;
  const times = { readAt, readBefore };
  const { exchange, tenant, pool, sides } = topology;
  const [outbound, inbound] = LABELS[sides];
  const poolNode = (testid: string) =>
    pool !== null && <Pool pool={pool} times={times} testid={testid} />;
  return (
    <div className="topology" data-testid={TEST_IDS.topology}>
      {sides === 'pool-tenant' ? (
        poolNode(TEST_IDS.topologyExchange)
      ) : (
        <Exchange exchange={exchange} times={times} />
      )}
      <ul className="trusts">
        <Arrow link={topology.outbound} back={false} label={t(outbound)} />
        <Arrow link={topology.inbound} back label={t(inbound)} />
      </ul>
      {sides === 'exchange-pool' ? (
        poolNode(TEST_IDS.topologyTenant)
      ) : (
        <Tenant tenant={tenant} times={times} />
      )}
    </div>
  );
}

type Of<Side extends 'exchange' | 'tenant' | 'pool'> = {
  readonly [S in Side]: NonNullable<TopologyView[S]>;
} & { readonly times: Times };

function Exchange({ exchange, times }: Of<'exchange'>) {
  const { t } = useTranslator();
  return (
    <Node
      icon={<Server20Regular aria-hidden="true" />}
      title={t('ui.topology.exchange')}
      state={exchange.state}
      times={times}
      testid={TEST_IDS.topologyExchange}
    >
      <ul className="stack-tight">
        {exchange.servers.map((server) => (
          <li key={server.name} className="node-line">
            <p className="strong" translate="no">
              {server.name}
            </p>
            <p className="muted caption" translate="no">
              {server.version}
            </p>
          </li>
        ))}
      </ul>
      {exchange.thumbprint !== null && (
        <p className="muted" title={exchange.thumbprint}>
          {t('ui.topology.certificate')}{' '}
          <code translate="no">{shortThumbprint(exchange.thumbprint)}</code>
        </p>
      )}
    </Node>
  );
}

function Pool({ pool, times, testid }: Of<'pool'> & { testid: string }) {
  const { t } = useTranslator();
  return (
    <Node
      icon={<ChatMultiple20Regular aria-hidden="true" />}
      title={t('core.target.skype')}
      state={pool.state}
      times={times}
      testid={testid}
    >
      <ul className="stack-tight">
        {pool.names.map((name) => (
          <li key={name} className="node-line strong" translate="no">
            {name}
          </li>
        ))}
      </ul>
    </Node>
  );
}

function Tenant({ tenant, times }: Of<'tenant'>) {
  const { t } = useTranslator();
  return (
    <Node
      icon={<Cloud20Regular aria-hidden="true" />}
      title={t('ui.topology.tenant')}
      state={tenant.state}
      times={times}
      testid={TEST_IDS.topologyTenant}
    >
      {tenant.name !== null && (
        <p className="strong node-line" translate="no">
          {tenant.name}
        </p>
      )}
      {tenant.account !== null && (
        <p className="muted node-line">{t('ui.sign-in.in', { account: tenant.account })}</p>
      )}
      {tenant.keysFound !== null && (
        <p className="muted">{t('ui.topology.keys', { count: tenant.keysFound })}</p>
      )}
    </Node>
  );
}
