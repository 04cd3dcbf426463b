/** The consents of a script: a switch for each, named in its parameters with what it allows. */
import type { Tag } from '../model/action';
import type { MessageRef } from '../model/message';
import { comment } from './script-text';

/** Switches of the script by the tag that they consent to. */
export const CONSENT_SWITCHES: Readonly<Partial<Record<Tag, string>>> = {
  'interrupts-service': 'InterruptService',
  'writes-mailbox': 'WriteMailbox',
  'adds-credential': 'AddKeys',
  'removes-credential': 'RemoveKeys',
  'grants-full-trust': 'GrantFullTrust',
  'cannot-undo': 'AllowIrreversible',
};

/** The switches for the consents that these tags ask for, as lines of a script's parameters. */
export function consentParameters(
  tags: ReadonlySet<Tag>,
  { english }: { readonly english: (message: MessageRef) => string },
): string[] {
  return Object.entries(CONSENT_SWITCHES).flatMap(([tag, name]) => {
    const known = [...tags].find((item) => item === tag);
    return known === undefined
      ? []
      : [
          ...comment('Consent: ', `${english({ key: `core.tag.${known}`, args: {} })}.`, '    '),
          `    [switch] $${name},`,
        ];
  });
}
