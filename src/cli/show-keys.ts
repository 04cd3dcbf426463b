/** The key inventory and its backups as terminal text. */
import type { KeyInventory, InventoryKey, InventoryPrincipal } from '../core/keys/inventory';
import type { StoredBackup } from '../core/keys/key-keeper';
import { productName } from '../shared/applications';
import type { Output } from './output';
import { showFindings } from './show';

const MARKS = {
  valid: '✓',
  'expires-soon': '!',
  expired: '✗',
  'not-yet-valid': '·',
  'no-bytes': '?',
} as const;

/** One block a principal, one line a key. */
export function showInventory(inventory: KeyInventory, out: Output): void {
  for (const principal of inventory.principals) showPrincipal(principal, out);
  const { policy } = inventory;
  if (policy !== null && 'error' in policy) out.error(policy.error);
  else if (policy !== null) {
    const days = policy.principalDays ?? policy.applicationDays;
    out.line(
      days === null
        ? out.translator.t('keys.policy.none')
        : out.translator.t('keys.policy.cap', { days }),
    );
  }
  showFindings(inventory.findings, out);
}

function showPrincipal(principal: InventoryPrincipal, out: Output): void {
  const { translator: t } = out;
  const { applicationId, role, state, keys } = principal;
  const name = productName(principal.name, t.language);
  const title = name === applicationId ? name : `${name} · ${applicationId}`;
  out.line(`${title} · ${t.t(`keys.role.${role}`)}`);
  if (state !== 'present') out.line(`  ${t.t(`keys.principal.${state}`)}`);
  else if (keys.length === 0) out.line(`  ${t.t('keys.none')}`);
  for (const key of keys) out.line(keyLine(key, out));
  out.line();
}

function keyLine(key: InventoryKey, { translator: t }: Output): string {
  const what = key.thumbprint === '' ? key.keyId : key.thumbprint;
  const dates = `${key.startDateTime.slice(0, 10)} – ${key.endDateTime.slice(0, 10)}`;
  const owner = `${t.t(`keys.owner.${key.owner}`)} (${t.t(`keys.why.${key.reason}`)})`;
  const more = key.isDuplicate ? [t.t('keys.duplicate')] : [];
  const words = [what, dates, t.t(`keys.state.${key.state}`), owner, ...more];
  return `  ${MARKS[key.state]} ${words.join(' · ')}`;
}

/** One line a backup. */
export function showBackups(backups: readonly StoredBackup[], out: Output): void {
  const { translator: t } = out;
  if (backups.length === 0) out.line(t.t('keys.backups.none'));
  for (const { file, at, keys, principals } of backups) {
    const what =
      at === null
        ? t.t('keys.backups.unusable')
        : `${at} · ${t.t('keys.backups.keys', { count: keys })} · ${t.list(principals.map((name) => productName(name, t.language)))}`;
    out.line(`${file} · ${what}`);
  }
}
