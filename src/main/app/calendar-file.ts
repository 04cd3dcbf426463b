/** Reminders of the open customer's dates, as a calendar file where the person chose. */
import { renderCalendar } from '../../core/report/calendar';
import { CodedError, appError } from '../../shared/errors';
import type { Translator } from '../../shared/messages';
import { saveChosen } from './customer-file';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';

/** Saves the reminders. The window offers this only where a date is known; refused otherwise (HX-IPC). */
export async function saveCalendar(
  open: OpenCustomer,
  person: Person,
  texts: Translator,
): Promise<void> {
  const { session, now } = open.state;
  const { record, verification } = session;
  const plan = session.plan ?? session.run?.plan;
  const input = plan === undefined ? null : { customer: record, plan, verification, now };
  const text = input === null ? undefined : renderCalendar(input, texts);
  if (text === undefined) throw new CodedError(appError('HX-IPC'));
  await saveChosen(person, 'calendar', `${record.id}-reminders`, text);
}
