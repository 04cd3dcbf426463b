import type { OAuthChoice } from '../../shared/oauth-way';
import type { InputValues } from '../scenarios/inputs';
import type { CustomerIdentity } from './identity';
import type { RecipeId, ScenarioId } from './plan';
import type { TenantAccess } from './tenant-access';

/** Ways to an Exchange server: remote PowerShell as the current user or with credentials asked for, its own shell, by hand. */
export const EXCHANGE_WAYS = ['remote', 'remote-credential', 'local', 'carry'] as const;
/** Ways to the tenant: a sign-in here, or scripts that a tenant admin runs elsewhere. */
export const TENANT_WAYS = ['sign-in', 'carry'] as const;

/** Ways to Exchange Online's shell: the tenant's sign-in, or scripts that an Exchange administrator runs elsewhere. */
export const ONLINE_WAYS = ['sign-in', 'carry'] as const;

/** Ways to the pool of Skype for Business Server: sessions with its front ends, or by hand. */
export const SKYPE_WAYS = ['remote', 'carry'] as const;

/** How a customer's servers and tenant are reached, as far as it was chosen. */
export interface CustomerConnection {
  readonly exchange: (typeof EXCHANGE_WAYS)[number];
  readonly tenant: (typeof TENANT_WAYS)[number];
  /** Absent: the tenant's way. */
  readonly online?: (typeof ONLINE_WAYS)[number];
  /** Absent: `remote` where a front end is named, else by hand. */
  readonly skype?: (typeof SKYPE_WAYS)[number];
}

/** What holds where nothing was chosen. */
const USUAL_CONNECTION: CustomerConnection = { exchange: 'remote', tenant: 'sign-in' };

/** How this customer is reached. */
export function connectionOf(record: CustomerRecord): Required<CustomerConnection> {
  const chosen = record.connection ?? USUAL_CONNECTION;
  // The practice lab has a front end without being told.
  const isNamed = record.practice || record.skypeServer !== undefined;
  const skype = isNamed && chosen.skype !== 'carry' ? 'remote' : 'carry';
  return { online: chosen.tenant, ...chosen, skype };
}

/** One organisation worked on. Holds no secrets. */
export interface CustomerRecord {
  readonly format: 1;
  /** Folder name: lower-case letters, digits, hyphens. */
  readonly id: string;
  readonly name: string;
  /** GUID. */
  readonly tenantId: string;
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly tenantDomain: string;
  readonly practice: boolean;
  readonly recipe: RecipeId;
  /** What is worked on now. Absent: `tenant-exchange`. */
  readonly scenario?: ScenarioId;
  readonly inputs: InputValues;
  /** How step 1 comes about; absent: it is set up from here. */
  readonly oauth?: OAuthChoice;
  /** Fully qualified name of the Exchange server whose shell is used. */
  readonly exchangeServer: string;
  /** Fully qualified name of the front end whose shell is used. Absent: none is reached, and its rows are carried by hand. */
  readonly skypeServer?: string;
  /** Absent in files of customers for whom nothing was chosen. */
  readonly connection?: CustomerConnection;
  /** Absent where nothing was chosen. */
  readonly tenantAccess?: TenantAccess;
  /** Further application ids whose keys are listed; absent where none was added. */
  readonly principals?: readonly string[];
  /** How this customer is recognised; absent before its first read. */
  readonly identity?: CustomerIdentity;
  /** Imported and not taken over: it is read and planned, and nothing is changed. */
  readonly staged?: { /** ISO 8601. */ readonly at: string };
  /** Letters and colour that were chosen; absent: the name gives them. */
  readonly badge?: { readonly letters: string; readonly colour: number };
  /** ISO 8601: when a field was last typed, until the customer is closed in good order. */
  readonly typedAt?: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What the list of runs says about one. */
export interface RunSummary {
  readonly id: string;
  /** Milliseconds from its start to its end, of a run from here that did all it planned without a pause or failure. */
  readonly durationMs?: number;
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** `interrupted` while the journal lacks its end. */
  readonly result: string;
  /** For an undo: the run it takes back. */
  readonly undoes?: string;
  /** Host where a run that was carried by hand took place. */
  readonly carriedTo?: string;
}
