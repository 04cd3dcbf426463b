/** Stable names of the controls of the list of customers and of a profile. */
export const CUSTOMERS_TEST_IDS = {
  table: 'customers-table',
  loading: 'customers-loading',
  profile: 'profile',
  duplicate: 'profile-duplicate',
  badgeChange: 'badge-change',
  badgeDialog: 'badge-dialog',
  badgeLetters: 'badge-letters',
  badgeSave: 'badge-save',
  exportDialog: 'export-dialog',
  exportContents: 'export-contents',
  exportPassphrase: 'export-passphrase',
  exportAgain: 'export-again',
  exportSave: 'export-save',
  exportSaved: 'export-saved',
  exportCancel: 'export-cancel',
  importDialog: 'import-dialog',
  importPassphrase: 'import-passphrase',
  importOpen: 'import-open',
  importCancel: 'import-cancel',
  staging: 'staging',
  takeOver: 'take-over',
  restored: 'restored',
  resumeNewPlan: 'resume-new-plan',
  templateLead: 'template-lead',
} as const;

/** Names with an id in them. */
export const customersTestId = {
  restore: (id: string) => `customer-restore-${id}`,
  showFile: (id: string) => `customer-show-file-${id}`,
  duplicate: (id: string) => `customer-duplicate-${id}`,
  status: (id: string) => `customer-status-${id}`,
  colour: (number: number) => `badge-colour-${String(number)}`,
  stagingCheck: (id: string) => `staging-${id}`,
};
