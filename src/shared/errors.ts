/**
 * The closed list of error and finding codes. Each has four texts in each language, in the catalogue area
 * `errors`: `errors.<code>.what`, `.why`, `.do`, `.untouched`. Arguments are named in the texts.
 */
export const ERROR_CODES = [
  // use of the program
  'HX-USE', // wrong command line or call
  'HX-IPC', // a call from the window that main does not accept
  'HX-BUG', // something that should not happen; the details are in the log
  // files and folders
  'HX-CUST', // customer file cannot be read
  'HX-JRN', // journal damaged before its tail
  'HX-TAIL', // journal's last line incomplete; everything before it is intact
  'HX-PLANFILE', // saved plan cannot be read or was edited
  'HX-REHEARSE', // a copy for a rehearsal needs a read that is not there
  'HX-STAGED', // an imported customer that was not taken over
  'HX-UNPROVEN', // a customer cannot be taken over before its checks passed
  'HX-BUNDLEFILE', // not an exported customer
  'HX-BUNDLENEW', // a later version exported the customer
  'HX-BUNDLECUT', // an exported customer is not whole
  'HX-BUNDLEPASS', // wrong passphrase of an exported customer
  'HX-BUNDLEEDIT', // an exported customer was changed
  'HX-BUNDLESIZE', // an exported customer is larger than any can be
  'HX-BUNDLEHAVE', // the exported customer is already here
  'HX-RO', // folder is read-only
  'HX-FULL', // disk full
  'HX-HELD', // another program holds a file
  'HX-FILE', // any other file error
  'HX-NEWER', // a later version wrote a file or the data folder
  'HX-PDF', // a report could not be printed to PDF
  'HX-SNAPSHOT', // a kept read cannot be read
  'HX-TRACE', // an archive of a trace cannot be read
  'HX-TRACELOCKED', // an archive of a trace needs a password
  'HX-WINDOW', // a customer is open in another window
  'HX-WINDOWS', // as many windows are open as there may be
  'HX-IDLE', // asked of a window that is locked
  'HX-ADDRESS', // an address leads nowhere on this computer
  'HX-DROP', // a dropped file is nothing that can be taken in
  'HX-BUSY', // another Crossprem works on this customer
  'HX-PRACTICEONLY', // this package or runtime works with the practice lab only
  // connections
  'HX-LAB', // the practice lab did not start or ended
  'HX-REACH', // a target was not reached
  'HX-SHELL', // PowerShell did not start or did not answer
  'HX-NOPWSH', // this computer has no PowerShell
  'HX-BRIDGE', // the PowerShell files of this product are not the ones it was built with
  'HX-CRED', // the server refused user name and password
  'HX-NOCRED', // a credential is needed and none was given
  'HX-NOFILE', // a command is not among the collected files
  'HX-COLLECTED', // collected files are only read: nothing can be changed or verified through them
  'HX-LOCKED', // PowerShell on this computer is in a restricted language mode
  'HX-POLICY', // the execution policy of this computer refuses our module
  'HX-KERB', // Kerberos needs a server's own name
  'HX-SHELLS', // the account has too many open shells on the server
  'HX-NOLANG', // the endpoint refused script text
  'HX-SESSION', // the server refused the session for another reason
  'HX-LOST', // connection lost while a command ran; its outcome is unknown
  'HX-RIGHT', // a cmdlet or parameter is not in the session (role missing)
  'HX-CMD', // a cmdlet failed for another reason
  'HX-DC', // the pinned domain controller is not available
  'HX-AMBIG', // a name matches several objects
  'HX-SIGNIN', // sign-in failed or was cancelled
  'HX-EXOMODULE', // the module of Exchange Online is missing or too old
  'HX-EXOROLE', // Exchange Online does not let the account in, or shows it nothing
  'HX-EXOCLOUD', // Exchange Online of this cloud cannot be reached from here
  'HX-TEN', // token of another tenant than the customer's
  'HX-ORG', // servers of another organisation than the customer's
  'HX-403', // the directory refused: Entra role or consent missing
  'HX-429', // the directory throttles longer than the deadline
  'HX-GRAPH', // any other directory error
  'HX-PIM', // the directory refused a change, and the role for it is not active
  'HX-APPONLY', // a sign-in without a person only reads
  'HX-KEYSTORE', // this computer has no key store that could keep a sign-in
  'HX-RULE', // an action that the policy of the organisation does not list
  'HX-RULEREADONLY', // the policy of the organisation lets nothing be changed
  'HX-RULECLOUD', // the customer is in a cloud that the policy of the organisation does not list
  'HX-RULEPRACTICE', // the policy of the organisation leaves the practice lab only
  'HX-RULESIGNIN', // a way to sign in that the policy of the organisation does not list
  'HX-RULESET', // a setting that the policy of the organisation fixes
  'HX-RULEREAD', // the policy of the organisation is there, or may be, and cannot be read
  'HX-RULEFILE', // the policy file may be written by others than root
  'HX-RULEVALUE', // a value in the policy of the organisation that cannot be used
  'HX-RULENAME', // a name in the policy of the organisation that is no setting
  'HX-UPDOFF', // looking for updates is off or has no address
  'HX-UPDKEY', // this build has no key to check updates with
  'HX-UPDREACH', // the update feed did not answer as it should
  'HX-UPDSIGN', // the signature of the update feed is not ours
  'HX-UPDFILE', // the signed word of the update feed cannot be used
  'HX-UPDOLD', // the update feed offers an older version
  'HX-UPDCUT', // a package came only in part; the next download goes on
  'HX-UPDHASH', // what came is not the package that was signed
  'HX-UPDTHERE', // the folder has another file of the package's name
  'HX-UPDPAST', // the signed word of the update feed has expired
  'HX-APPROVAL', // the plan is not the one whose code was typed or whose file was loaded
  'HX-NOTAGREED', // a host that the person did not agree to connect to
  'HX-TENANTSET', // settings of the tenant's sign-in cannot be used
  'HX-DNS', // a name has no address here
  'HX-PORT', // nothing answers on a port
  'HX-PROXY', // the proxy does not let the connection through
  'HX-TLS', // a server's certificate is not in order
  'HX-INSPECT', // something in between opens the encryption
  'HX-CLOCK', // this computer's clock is off
  'HX-META', // the authority does not answer as one
  'HX-SPACE', // the disk is nearly full
  // what was found
  'HX-INPUT', // an input cannot be used
  'HX-DOMAIN', // no domain is both accepted by Exchange and verified in the tenant
  'HX-CERT', // auth certificate missing on a server
  'HX-CERTEXP', // auth certificate expired
  'HX-CERTSOON', // auth certificate ends soon
  'HX-CERTBROKEN', // certificate list came back without readable certificates
  'HX-CERTSHORT', // the key of the auth certificate is too short
  'HX-CERTKEY', // a certificate without its private key on the server
  'HX-ROLLUPLOAD', // the staged certificate is not yet known to everybody who uses the current one
  'HX-ROLLDATE', // the typed effective date is past or too late
  'HX-OAUTH', // step 1 is not in place
  'HX-REALM', // auth server's realm is another tenant
  'HX-DUP', // several objects where one belongs
  'HX-LINK', // partner application linked to a stronger or unexpected account
  'HX-NOLINK', // partner application without a linked account
  'HX-NAME', // an object of that name or address is something else
  'HX-ROLE', // derived role holds more than GetDelegate
  'HX-NOPRINCIPAL', // service principal absent from the tenant
  'HX-NULLKEY', // a key came back without its bytes; the list cannot be written safely
  'HX-KEY', // the tenant holds an older certificate of the servers, and not the current one
  'HX-MSO', // a script uses the retired MSOnline module
  'HX-KEYEXP', // expired keys on a service principal
  'HX-KEYFOREIGN', // keys of unknown origin on a service principal
  'HX-SHAREDKEY', // a key lies on 00000002 (CVE-2025-53786)
  'HX-KEYLOST', // valid keys vanished during a write and were put back
  'HX-KEYGONE', // valid keys vanished during a write and could not be put back
  'HX-KEYPOLICY', // the tenant's policy for applications refuses a key
  'HX-KEYLOCK', // the owner of an application locks its keys
  'HX-BACKUPFILE', // not a backup of key lists
  'HX-BACKUPNEW', // a later version wrote the backup
  'HX-BACKUPOLD', // the backup is of before backups had a hash and an owner
  'HX-BACKUPEDIT', // a backup was changed
  'HX-BACKUPTENANT', // a backup of another customer or tenant
  'HX-BACKUPBYTES', // a valid key of a backup has no bytes
  'HX-SLOW', // written, not yet visible
  'HX-LEGACY', // the legacy application stands alone
  'HX-TOKEN', // Test-OAuthConnectivity failed in one direction
  'HX-VDIR', // a virtual directory does not take OAuth tokens
  'HX-EWS', // EWS is switched off or its lists keep the scheduling service out
  'HX-MAILBOXEWS', // EWS is switched off on the test mailbox or its lists keep the scheduling service out
  'HX-NOMAILBOX', // the test mailbox is not on these servers
  'HX-DELEGATE', // a delegate of the test mailbox lacks Editor on the calendar
  'HX-PREAUTH', // something in front of a published address answers instead of Exchange
  'HX-AUTODV2', // AutoDiscover v2 does not lead to the organisation's own EWS
  'HX-NOLOOK', // a published address did not answer from here
  'HX-WEBTLS', // the certificate of a published address is not trusted here
  'HX-BUILD', // servers too old for the dedicated hybrid application
  'HX-BUILDHIDDEN', // servers whose hotfix update cannot be seen
  'HX-ISSUER', // the token issuer's certificate of Skype for Business Server is not in order
  'HX-SVC', // an AutoDiscover address ends in .xml where .svc belongs
  'HX-SCP', // a service connection point points elsewhere
  'HX-AUTODNS', // the AutoDiscover host has no DNS record
  'HX-METADOC', // no metadata document at an address
  'HX-POOLS', // several pools, or not the one that was named
  'HX-CONTACTS', // a user's contacts do not come from the mailbox
  'HX-IIS', // the web services of an Exchange server do not answer
  'HX-401', // the mailbox test was refused with 401
  'HX-574', // the mailbox test failed at AutoDiscover's answer
  'HX-STORAGE', // the mailbox test failed for another reason
  // engine
  'HX-OLD', // the plan no longer matches
  'HX-MOVED', // a value changed during the run
  'HX-READBACK', // the command reported success but the read-back differs
  'HX-GATE', // the proof that an action waits for did not hold
  'HX-UNKNOWN', // it cannot be decided whether an action was done
  'HX-RUNNING', // a run is under way or ended unexpectedly
  // carried by hand
  'HX-CARRYHERE', // a change was asked of a side that is reached by hand
  'HX-CARRYMISSING', // a read was not collected by the look that was loaded
  'HX-CARRYORDER', // nothing of the plan can be carried to this side now
  'HX-CARRYTARGET', // no such server of this customer
  'HX-CARRYFILE', // not a whole result file
  'HX-CARRYHASH', // a result file was changed
  'HX-CARRYSCRIPT', // a script was changed before it ran
  'HX-CARRYUNKNOWN', // no script of this customer wrote this result
  'HX-CARRYHOST', // a script ran on another computer than it was made for
  'HX-CARRYOLD', // a result is too old, or newer ones are in use
  'HX-CARRYAGAIN', // a result was loaded already
  'HX-TRIALNONE', // nothing of the plan can be asked with -WhatIf on this side
  'HX-TRIALPLAN', // a trial is of another plan than the one that is shown
  'HX-TIME', // a typed time is none, names no zone, or has passed
  'HX-LATE', // the time that an action was put to had passed when its turn came
  'HX-CARRYSERVER', // a script that changes Exchange needs the name of a server, and none is known
] as const;

/** One of the coded errors. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error or finding as data. `detail` is raw text of a server, never translated and never shown alone. */
export interface AppError {
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
  readonly detail?: string;
  /** Ties log lines, screen and report together. */
  readonly correlationId?: string;
}

/** Builds an AppError. */
export function appError(
  code: ErrorCode,
  args: Readonly<Record<string, string | number>> = {},
  detail?: string,
): AppError {
  return detail === undefined ? { code, args } : { code, args, detail };
}

/** The only exception type that adapters throw on purpose; everything else is HX-BUG. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  constructor(readonly error: AppError) {
    super(`${error.code}${error.detail === undefined ? '' : `: ${error.detail}`}`);
  }
}
