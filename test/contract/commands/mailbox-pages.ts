/**
 * Pages that the reference does not hold: parameters and types as MicrosoftDocs/office-docs-powershell has them
 * (exchange/exchange-ps/ExchangePowerShell/<Cmdlet>.md, read on 21 Nov 2026). All exist on premises.
 */
const one = (type: string): { readonly type: string; readonly required: boolean } => ({
  type,
  required: false,
});
const DC = { DomainController: one('Fqdn') };

export const MAILBOX_PAGES = {
  'Get-CASMailbox': { parameters: { ...DC, Identity: one('MailboxIdParameter') } },
  'Set-CASMailbox': {
    parameters: {
      ...DC,
      Identity: { type: 'MailboxIdParameter', required: true },
      EwsEnabled: one('Boolean'),
      EwsAllowList: one('MultiValuedProperty'),
    },
  },
  'Get-MailboxFolderStatistics': {
    parameters: {
      ...DC,
      Identity: { type: 'GeneralMailboxOrMailUserIdParameter', required: true },
      FolderScope: one('ElcFolderType'),
    },
  },
  'Get-MailboxFolderPermission': {
    parameters: { ...DC, Identity: { type: 'MailboxFolderIdParameter', required: true } },
  },
} as const;
