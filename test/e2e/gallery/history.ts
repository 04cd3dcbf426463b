/** What the History and Report screens are shown with. */
import { renderHtml } from '../../../src/core/report/html';
import { previewOf } from '../../../src/core/report/preview';
import type { Report } from '../../../src/core/report/types';
import type {
  ComparedReadsView,
  DriftView,
  HistoryRunView,
  HistoryView,
  ReportFileView,
} from '../../../src/shared/ipc/views';
import type { Language } from '../../../src/shared/languages';
import { createTranslator } from '../../../src/shared/messages/translate';
import { messagesOf } from '../../../src/shared/messages/sync';
import sample from './report.json';
import type { FakeBridge } from '../../unit/renderer/fake-bridge';

/** A part of a report at the level Customer, as the product makes it. */
const REPORT = sample as unknown as Report;

const FOLDER = '/home/ada/Crossprem/customers/contoso/reports';
export const REPORT_FILES: readonly ReportFileView[] = [
  { format: 'html', path: `${FOLDER}/2026-11-21-7F3A-91C2-customer-fr.html`, renamed: false },
  { format: 'pdf', path: `${FOLDER}/2026-11-21-7F3A-91C2-customer-fr-2.pdf`, renamed: true },
  { format: 'json', path: `${FOLDER}/2026-11-21-7F3A-91C2-customer-fr.json`, renamed: false },
];

const EARLIER = '20261121t141200123z';
const LATER = '20261123t080500456z';
export const DRIFT: DriftView = {
  before: EARLIER,
  after: LATER,
  since: '2026-11-21T14:12:00.123Z',
  values: 3,
  steps: ['mail-user'],
  resources: ['mail-user.classic'],
};

const HISTORY: HistoryView = {
  drift: DRIFT,
  damagedAt: null,
  entries: [
    {
      ...{ kind: 'read', id: LATER, at: '2026-11-23T08:05:00Z', scenario: 'tenant-exchange' },
      ...{ read: 41, notRead: 0, verified: null, kept: true },
    },
    {
      ...{ kind: 'read', id: EARLIER, at: '2026-11-21T14:12:00Z', scenario: 'tenant-exchange' },
      ...{ read: 41, notRead: 1, verified: { held: 18, failed: 0 }, kept: true },
    },
    {
      ...{ kind: 'run', id: '2026-11-21-1406', at: '2026-11-21T14:06:00Z', planKind: 'apply' },
      ...{ fingerprint: '7F3A-91C2', result: 'done', undone: false, carriedTo: null },
    },
    {
      ...{ kind: 'approval', id: 'approval-1', at: '2026-11-21T14:06:00Z', planKind: 'apply' },
      ...{ fingerprint: '7F3A-91C2', consents: ['adds-credential', 'interrupts-service'] },
    },
    {
      ...{ kind: 'run', id: '2026-11-20-0911', at: '2026-11-20T09:11:00Z', planKind: 'apply' },
      ...{ fingerprint: '10C4-5E7B', result: 'interrupted', undone: false, carriedTo: null },
    },
    { kind: 'import', id: 'import-1', at: '2026-11-19T16:40:00Z', what: 'result' },
    {
      ...{ kind: 'read', id: '20260301t090000000z', at: '2026-03-01T09:00:00Z' },
      ...{ scenario: 'tenant-exchange', read: 38, notRead: 3, verified: null, kept: false },
    },
  ] as HistoryView['entries'],
};

const COMPARED: ComparedReadsView = {
  before: { id: EARLIER, at: '2026-11-21T14:12:00Z' },
  after: { id: LATER, at: '2026-11-23T08:05:00Z' },
  same: 39,
  objects: [
    {
      key: 'mail-user',
      title: { key: 'core.read.organisation-config', args: {} },
      target: 'exchange',
      kind: 'changed',
      values: [
        { property: 'HiddenFromAddressListsEnabled', before: 'True', after: 'False' },
        { property: 'EmailAddresses', before: null, after: 'smtp:app@fabrikam.com' },
      ],
    },
    {
      key: 'principal',
      title: { key: 'core.read.application-keys', args: {} },
      target: 'tenant',
      kind: 'changed',
      values: [
        {
          property: 'keys',
          before: null,
          after: '19C2B7E05F4D8A63C1B0F27E9D5A4483617C27C0 AsymmetricX509Cert Verify',
        },
      ],
    },
  ],
};

const RUN: HistoryRunView = {
  id: '2026-11-21-1406',
  planKind: 'apply',
  fingerprint: '7F3A-91C2',
  startedAt: '2026-11-21T14:06:00Z',
  endedAt: '2026-11-21T14:07:10Z',
  result: 'done',
  consents: ['adds-credential'],
  actions: REPORT.commands.map(({ id, reason, command }) => ({
    ...{ id, reason, command, outcome: 'done', error: null },
    where: 'EX01.contoso.lab · Exchange Management Shell',
  })),
  lines: {
    from: 0,
    total: 100_000,
    items: Array.from({ length: 12 }, (_, index) => ({
      number: index + 1,
      at: `2026-11-21T14:06:${String(index + 10)}Z`,
      type: index === 0 ? 'run-started' : index % 2 === 1 ? 'intent' : 'outcome',
      action: index === 0 ? null : 'mail-user.classic.hide',
      word: index === 0 ? '7F3A-91C2' : index % 2 === 1 ? null : 'done',
    })),
  },
};

/** Gives the fake bridge its answers. */
export function answerHistory(bridge: FakeBridge): void {
  const language = (new URLSearchParams(location.search).get('language') ?? 'en') as Language;
  const html = renderHtml(REPORT, createTranslator(language, messagesOf(language)));
  const name = '2026-11-21-7F3A-91C2-customer';
  bridge.answer('history.list', { ok: true, value: HISTORY });
  bridge.answer('history.run', { ok: true, value: RUN });
  bridge.answer('history.check', { ok: true, value: { state: 'intact', lines: 100_000 } });
  bridge.answer('history.compare', { ok: true, value: COMPARED });
  bridge.answer('report.preview', { ok: true, value: { language, name, nodes: previewOf(html) } });
}
