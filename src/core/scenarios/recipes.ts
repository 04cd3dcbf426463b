/**
 * Recipes: which accounts, rights, partner applications and principals are wanted, as data with their documents.
 * `sfb-online-classic` = article 001. `teams-2025` = its successor of June 2025. `both` = together, the default:
 * out-of-office voicemail greetings still need the classic application.
 */
import { APPLICATIONS } from '../../shared/applications';
import type { InputName } from '../../shared/ipc/views';
import type { StepId } from '../model/action';
import type { RecipeId } from '../model/plan';

/** Key of one of the two accounts. Two accounts, never one: their rights differ. */
type AccountKey = 'classic' | 'teams';

/** A role derived from a parent that keeps only the named entries. */
export interface DerivedRole {
  readonly nameInput: InputName;
  readonly parent: string;
  readonly entries: readonly string[];
}

export interface AccountWanted {
  readonly key: AccountKey;
  readonly nameInput: InputName;
  readonly addressInput: InputName;
  /** Built-in roles assigned in full. */
  readonly roles: readonly string[];
  /** Roles that are more than wanted but come with Microsoft's own scripts, so they make no finding. */
  readonly toleratedRoles: readonly string[];
  readonly derivedRole: DerivedRole | null;
  /** The application whose existing link shows which account plays this part. */
  readonly applicationId: string;
  readonly article: string;
}

export interface ApplicationWanted {
  readonly key: string;
  readonly applicationId: string;
  /** Used only when it has to be made; an existing one keeps its name. */
  readonly name: string;
  /** null: none is needed, and an existing link is never cleared. */
  readonly account: AccountKey | null;
  readonly article: string;
  /** Where its actions stand; step 3 where absent. */
  readonly step?: StepId;
}

export interface Recipe {
  readonly id: RecipeId;
  readonly accounts: readonly AccountWanted[];
  readonly applications: readonly ApplicationWanted[];
  /** Application ids whose principals carry the auth certificates. */
  readonly principals: readonly string[];
}

const CLASSIC_ACCOUNT: AccountWanted = {
  key: 'classic',
  nameInput: 'classicAccountName',
  addressInput: 'classicAddress',
  roles: ['UserApplication', 'ArchiveApplication'],
  toleratedRoles: ['MeetingGraphApplication'],
  derivedRole: null,
  applicationId: APPLICATIONS.skypeForBusinessOnline,
  article: 'article-001-step-2',
};
const TEAMS_ACCOUNT: AccountWanted = {
  key: 'teams',
  nameInput: 'teamsAccountName',
  addressInput: 'teamsAddress',
  roles: [],
  toleratedRoles: [],
  derivedRole: { nameInput: 'teamsRoleName', parent: 'UserApplication', entries: ['GetDelegate'] },
  applicationId: APPLICATIONS.teamsScheduler,
  article: 'teams-2025',
};
const CLASSIC_APPLICATION: ApplicationWanted = {
  key: 'skypeForBusinessOnline',
  applicationId: APPLICATIONS.skypeForBusinessOnline,
  name: 'SfBOnline',
  account: 'classic',
  article: 'article-001-step-3',
};
const TEAMS_APPLICATIONS: readonly ApplicationWanted[] = [
  {
    key: 'teamsScheduler',
    applicationId: APPLICATIONS.teamsScheduler,
    name: 'TeamsScheduler',
    account: 'teams',
    article: 'teams-2025',
  },
  {
    key: 'cloudVoicemail',
    applicationId: APPLICATIONS.cloudVoicemail,
    name: 'CloudVoicemail',
    account: null,
    article: 'teams-2025',
  },
];
const TEAMS_PRINCIPALS = [
  APPLICATIONS.cloudVoicemail,
  APPLICATIONS.teamsScheduler,
  APPLICATIONS.skypeForBusinessOnline,
];

const RECIPES_BY_ID: Readonly<Record<RecipeId, Recipe>> = {
  'sfb-online-classic': {
    id: 'sfb-online-classic',
    accounts: [CLASSIC_ACCOUNT],
    applications: [CLASSIC_APPLICATION],
    principals: [APPLICATIONS.skypeForBusinessOnline],
  },
  'teams-2025': {
    id: 'teams-2025',
    accounts: [TEAMS_ACCOUNT],
    applications: TEAMS_APPLICATIONS,
    principals: TEAMS_PRINCIPALS,
  },
  both: {
    id: 'both',
    accounts: [CLASSIC_ACCOUNT, TEAMS_ACCOUNT],
    applications: [CLASSIC_APPLICATION, ...TEAMS_APPLICATIONS],
    principals: TEAMS_PRINCIPALS,
  },
};

/** The recipe of an id. */
export function recipeOf(id: RecipeId): Recipe {
  return RECIPES_BY_ID[id];
}
