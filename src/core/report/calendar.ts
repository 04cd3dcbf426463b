/**
 * Reminders as a calendar file (RFC 5545): the end of each auth certificate, and the day on which a staged one takes
 * over. Pure; times in UTC, so that no time zone has to be described.
 */
import type { Translator } from '../../shared/messages/translate';
import type { Plan } from '../model/plan';
import type { Verification } from '../model/proof';
import { REMINDER_DAYS, expiryOf } from './expiry';

/** What the reminders are about. */
export interface CalendarInput {
  readonly customer: { readonly name: string };
  readonly plan: Plan;
  readonly verification: Verification | null;
  readonly now: Date;
  /** Hides values, for a file that goes outside; absent: everything is told. */
  readonly hide?: (text: string) => string;
}

interface CalendarEvent {
  /** The same for the same certificate and occasion, so that a file imported twice changes the entry. */
  readonly uid: string;
  /** ISO 8601. */
  readonly at: string;
  readonly summary: string;
  readonly description: string;
  /** Days before at which to be reminded. */
  readonly alarms: readonly number[];
}

/** Days before the end of a certificate: when its rollover is due, and when it becomes urgent. */
const END_ALARMS = [REMINDER_DAYS, 14, 2];
const EFFECTIVE_ALARMS = [7, 1];

/** The file's text, with CRLF; undefined where no date is known. */
export function renderCalendar(input: CalendarInput, translator: Translator): string | undefined {
  const events = eventsOf(input, translator);
  if (events.length === 0) return undefined;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Crossprem//Crossprem//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, input.now, translator)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventsOf(input: CalendarInput, { t }: Translator): CalendarEvent[] {
  const { plan, verification, now, customer } = input;
  const hide = input.hide ?? ((text: string) => text);
  const args = { customer: hide(customer.name) };
  /** An entry is the certificate's own; where that is hidden, the plan's. */
  const uid = (thumbprint: string, occasion: string): string =>
    input.hide === undefined
      ? thumbprint.toLowerCase()
      : `${plan.fingerprint.toLowerCase()}-${occasion}`;
  const ends = expiryOf(plan, verification, now).map(
    ({ role, thumbprint, end }): CalendarEvent => ({
      uid: `auth-certificate-end-${uid(thumbprint, role)}@crossprem`,
      at: end,
      summary: t(`calendar.end.${role}`, args),
      description: t('calendar.end.text', { thumbprint: hide(thumbprint) }),
      alarms: END_ALARMS,
    }),
  );
  const staged = stagedOf(plan, verification);
  if (staged === undefined) return ends;
  const { thumbprint, at } = staged;
  return [
    ...ends,
    {
      uid: `auth-certificate-effective-${uid(thumbprint, 'next')}@crossprem`,
      at,
      summary: t('calendar.effective', args),
      description: t('calendar.effective.text', { thumbprint: hide(thumbprint) }),
      alarms: EFFECTIVE_ALARMS,
    },
  ];
}

/** The staged certificate and its date: from the newest comparison, else what the plan staged. */
function stagedOf(
  plan: Plan,
  verification: Verification | null,
): { readonly thumbprint: string; readonly at: string } | undefined {
  const rows = [
    ...(verification?.proofs ?? []).flatMap((proof) => proof.comparisons),
    ...plan.steps.flatMap((step) => step.resources.flatMap((item) => item.comparisons)),
  ];
  const find = (property: string, pattern: RegExp): string | undefined =>
    rows.find((row) => row.property === property && pattern.test(row.expected))?.expected;
  const thumbprint = find('NextCertificateThumbprint', /^[0-9A-F]{40}$/);
  const at = find('NextCertificateEffectiveDate', /^\d{4}-/);
  return thumbprint === undefined || at === undefined ? undefined : { thumbprint, at };
}

function eventLines(event: CalendarEvent, now: Date, { t }: Translator): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(new Date(event.at))}`,
    'DURATION:PT1H',
    `SUMMARY:${escape(event.summary)}`,
    `DESCRIPTION:${escape(event.description)}`,
    'TRANSP:TRANSPARENT',
    ...event.alarms.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-P${String(days)}D`,
      `DESCRIPTION:${escape(`${event.summary} · ${t('calendar.alarm', { days })}`)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** `20261224T000000Z`. */
function stamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** RFC 5545 3.3.11: backslash, semicolon and comma are escaped, a line break is `\n`. */
function escape(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

const LINE_OCTETS = 75;

/** RFC 5545 3.1: no line is longer than 75 octets; what follows begins with a space. Characters stay whole. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
