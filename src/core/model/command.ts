import type { Json } from '../../shared/json';

/**
 * Where a command runs. How it is reached is the adapter's choice. `online` is Exchange Online's own shell, a session
 * apart from the servers': most cmdlets have the same names on both sides. `skype` is a session with a front end of
 * Skype for Business Server, `local` an Exchange server's own shell, for what no restricted session runs.
 */
export const TARGET_IDS = [
  'exchange',
  'online',
  'tenant',
  'workstation',
  'skype',
  'local',
] as const;
/** One of the targets. */
export type TargetId = (typeof TARGET_IDS)[number];

/** Refers to a value that an earlier action makes; it comes from that action's journalled read-back. */
export interface FromAction {
  readonly from: string;
  readonly property: string;
}

/** A value of a cmdlet parameter. Data only: it never becomes part of a script's text unquoted. */
export type ParameterValue = string | boolean | number | readonly string[] | FromAction;

/** A cmdlet as data. `name` must be in the allow-list of commands/allow-list.ts. */
export interface Cmdlet {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** A parameter value after references were resolved. */
export type ResolvedValue = Exclude<ParameterValue, FromAction>;

/** A cmdlet ready to be sent. */
export interface ResolvedCmdlet {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ResolvedValue>>;
}

/** A Microsoft Graph request as data. `url` starts with a slash and is relative to the Graph version root. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body?: Json;
}

/** What an action does. */
export type Operation =
  | { readonly kind: 'cmdlet'; readonly command: Cmdlet }
  /**
   * `references`: what an earlier action makes, by the name that stands for it in braces, such as `{principal}`: in the
   * address, or as a whole text of the body.
   */
  | {
      readonly kind: 'graph';
      readonly request: GraphRequest;
      readonly references?: Readonly<Record<string, FromAction>>;
    }
  /**
   * Replaces the key list of a service principal. `request` is the exact PATCH; `keep` are the SHA-1 thumbprints of
   * valid keys that must still be there afterwards, and are put back when they are not.
   */
  | {
      readonly kind: 'replace-keys';
      readonly request: GraphRequest;
      readonly applicationId: string;
      readonly keep: readonly string[];
    }
  /** Reads one certificate with `command` and writes its public part to `file` in the customer's exports folder. */
  | {
      readonly kind: 'export-certificate';
      readonly command: Cmdlet;
      readonly file: string;
      readonly thumbprint: string;
    }
  /** Removes a file this product wrote (undo of an export). */
  | { readonly kind: 'remove-file'; readonly file: string };

/** True for a reference to an earlier action's result. */
export function isFromAction(value: unknown): value is FromAction {
  return typeof value === 'object' && value !== null && 'from' in value && 'property' in value;
}
