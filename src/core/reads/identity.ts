/** The read that tells one Exchange organisation from another. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psText, single } from './definition';

const organisation = v.pipe(
  v.object({ Name: psText, Guid: psText }),
  v.transform(({ Name, Guid }) => ({ name: Name, guid: Guid.toLowerCase() })),
);

/**
 * Get-OrganizationConfig, of whichever domain controller: name and GUID never change. It is asked before the first
 * domain controller is known, and a plan is the same whether it was asked or not.
 */
export const organisationIdentity: ReadDefinition<v.InferOutput<typeof organisation> | null> = {
  id: 'organisation-identity',
  target: 'exchange',
  aside: true,
  title: () => message('core.read.organisation-identity'),
  query: () => cmdlet('Get-OrganizationConfig'),
  parse: (answer) => single(parseItems(organisation, answer), 'Get-OrganizationConfig'),
  facts: (value) => ({ name: value?.name ?? null, guid: value?.guid ?? null }),
};
