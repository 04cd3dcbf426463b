/** What a trial script writes, made without running it. */
import { canonicalJson } from '../../src/shared/json';
import { trialActions } from '../../src/core/carry/trial';
import type { TrialContent, TrialRow } from '../../src/core/carry/trial';
import type { TrialScript } from '../../src/core/carry/trial-script';
import type { Plan } from '../../src/core/model/plan';
import { nodeCrypto } from '../../src/adapters/system/crypto';

/** A row that was accepted, with what it would do. */
export function trialRow(id: string, change: Partial<TrialRow> = {}): TrialRow {
  return {
    id,
    outcome: 'accepted',
    at: '2026-11-22T09:30:01.000Z',
    text: `What if: would run ${id}`,
    warnings: [],
    waitsFor: [],
    error: null,
    ...change,
  };
}

/** The content of a result: every row of the side accepted. */
export function trialContent(
  { manifest }: Pick<TrialScript, 'manifest'>,
  plan: Plan,
  at: Date,
  change: Partial<TrialContent> = {},
): TrialContent {
  return {
    format: 1,
    kind: 'trial',
    script: manifest.script,
    body: manifest.body,
    customer: manifest.customer,
    tenantId: manifest.tenantId,
    digest: manifest.digest,
    target: manifest.target,
    host: manifest.hosts[0] ?? 'admin-pc',
    signedInTenant: manifest.target === 'online' ? manifest.tenantId : '',
    startedAt: at.toISOString(),
    endedAt: new Date(at.getTime() + 1_000).toISOString(),
    powershell: '5.1',
    account: 'CONTOSO\\admin',
    rows: trialActions(plan, manifest.target).map(({ id }) => trialRow(id)),
    ...change,
  };
}

/** A file around a content. */
export function resultFile(content: unknown): string {
  const text = canonicalJson(content);
  return `{"content":${text},"sha256":"${nodeCrypto.sha256(text)}","end":"crossprem-end"}`;
}
