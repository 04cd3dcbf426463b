/** The server-to-server scenarios of article 002 as pictures of who trusts whom. */
import type { TopologyColumnId, TrustArrow, TrustPicture } from '../../shared/topology';

const arrow = (
  id: string,
  from: TrustArrow['from'],
  kind: TrustArrow['kind'],
  to: TrustArrow['to'],
): TrustArrow => ({ id, from, to, kind });

const PICTURES: readonly (Omit<TrustPicture, 'own'> & {
  readonly columns: readonly TopologyColumnId[];
})[] = [
  {
    id: 'on-premises',
    columns: ['A'],
    left: 'skype-server',
    right: 'exchange-server',
    top: null,
    arrows: [
      arrow('exchange-trusts-skype', 'exchange-server', 'trusts', 'skype-server'),
      arrow('skype-trusts-exchange', 'skype-server', 'trusts', 'exchange-server'),
    ],
  },
  {
    id: 'cross-premises',
    columns: ['C', 'D'],
    left: 'skype-online',
    right: 'exchange-server',
    top: 'token-server',
    arrows: [
      arrow('teams-gets-token', 'skype-online', 'gets-token', 'token-server'),
      arrow('exchange-trusts-issuer', 'exchange-server', 'trusts', 'token-server'),
      arrow('issuer-trusts-exchange', 'token-server', 'trusts', 'exchange-server'),
      arrow('teams-presents-token', 'skype-online', 'presents-token', 'exchange-server'),
    ],
  },
  {
    id: 'cross-premises-server',
    columns: ['B'],
    left: 'skype-server',
    right: 'exchange-online',
    top: 'token-server',
    arrows: [
      arrow('issuer-trusts-skype', 'token-server', 'trusts', 'skype-server'),
      arrow('skype-trusts-issuer', 'skype-server', 'trusts', 'token-server'),
      arrow('online-trusts-issuer', 'exchange-online', 'trusts', 'token-server'),
      arrow('skype-presents-token', 'skype-server', 'presents-token', 'exchange-online'),
    ],
  },
  {
    id: 'online',
    columns: ['E'],
    left: 'skype-online',
    right: 'exchange-online',
    top: 'token-server',
    arrows: [
      arrow('teams-gets-token-online', 'skype-online', 'gets-token', 'token-server'),
      arrow('exchange-gets-token', 'exchange-online', 'gets-token', 'token-server'),
      arrow('online-presents-token', 'skype-online', 'presents-token', 'exchange-online'),
    ],
  },
];

/** Every picture; those of the own columns are marked and come first. */
export function picturesFor(own: readonly TopologyColumnId[]): readonly TrustPicture[] {
  const all = PICTURES.map(({ columns, ...picture }) => ({
    ...picture,
    own: columns.some((column) => own.includes(column)),
  }));
  return [...all.filter((picture) => picture.own), ...all.filter((picture) => !picture.own)];
}
