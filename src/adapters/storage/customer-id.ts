/** Ids of customers: folder names that say whose they are. */
import { PRACTICE_ID, REHEARSAL_ID } from '../practice/practice-id';

/** What collected files without a customer are called for the time of one command. No customer has this id. */
export const COLLECTED_ID = 'collected';

const LONGEST_SLUG = 40;

/** An id for a new customer: letters and digits of its name, and a number where that is taken. */
export function newCustomerId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const slug = words.slice(0, LONGEST_SLUG).replace(/-+$/, '');
  const isTaken = ['', PRACTICE_ID, REHEARSAL_ID, COLLECTED_ID].includes(slug);
  const base = isTaken ? 'customer' : slug;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${String(number)}`;
    if (!taken.has(id)) return id;
  }
}
