/**
 * The token issuer's certificate: a global setting that reaches every front end with a delay. That staged certificates
 * take over at their date, and how long a change takes, is inferred.
 */
import type { IssuerState, SkypeCertificateState, SkypeState } from './state';

/** Virtual milliseconds until the other front ends have a change of the Central Management Store. */
const STORE_REPLICATION_MS = 60_000;

/** The setting with a staged certificate in its place once its time has come. */
export function effective(setting: IssuerState, now: number): IssuerState {
  if (setting.next === null || now < setting.nextEffective) return setting;
  return { current: setting.next, previous: setting.current, next: null, nextEffective: 0 };
}

/** FQDNs of all front ends; the first one holds the Central Management Store. */
export function frontEnds(skype: SkypeState): readonly string[] {
  return skype.pools.filter((pool) => pool.kind === 'front-end').flatMap((pool) => pool.computers);
}

/** True when a front end has the last change. */
export function isUpToDate(skype: SkypeState, computer: string, now: number): boolean {
  const { changed, stuck } = skype.replication;
  if (computer === frontEnds(skype)[0]) return true;
  return !stuck.includes(computer) && now >= changed + STORE_REPLICATION_MS;
}

/** The setting as a front end has it. */
export function issuerOn(skype: SkypeState, computer: string, now: number): IssuerState {
  const setting = isUpToDate(skype, computer, now) ? skype.issuer : skype.replication.earlier;
  return effective(setting, now);
}

/** Writes the setting; certificates travel with it to every front end. */
export function changeIssuer(skype: SkypeState, setting: IssuerState, now: number): void {
  const { stuck, earlier, changed } = skype.replication;
  const isSettled = stuck.length === 0 && now >= changed + STORE_REPLICATION_MS;
  skype.replication = { stuck, changed: now, earlier: isSettled ? skype.issuer : earlier };
  skype.issuer = setting;
}

/** Brings every front end, or one, up to date at once. */
export function replicateNow(skype: SkypeState, computer: string | undefined, now: number): void {
  const { stuck, earlier } = skype.replication;
  skype.replication = {
    earlier,
    stuck: computer === undefined ? [] : stuck.filter((other) => other !== computer),
    changed: now - STORE_REPLICATION_MS,
  };
}

/** The certificate of a thumbprint. */
export function certificateOf(
  skype: SkypeState,
  thumbprint: string | null,
): SkypeCertificateState | undefined {
  if (thumbprint === null) return undefined;
  const wanted = thumbprint.replace(/\s/g, '').toUpperCase();
  return skype.certificates.find((item) => item.thumbprint === wanted);
}
