/** What a command is, without its values: `New-MailUser`, `PATCH /servicePrincipals`. */
export function commandName(command: string): string {
  return /^(?:[A-Z]+ \/\w+|\S+)/.exec(command)?.[0] ?? '';
}
