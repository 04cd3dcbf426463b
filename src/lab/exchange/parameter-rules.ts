/** How the lab's table of cmdlets is written: kinds of parameters, and the rules that most cmdlets share. */

/** How a value is bound. `identity` and `address` are texts that the cmdlet resolves or checks. */
type ParameterType =
  | 'text'
  | 'texts'
  | 'boolean'
  | 'nullable-boolean'
  | 'switch'
  | 'identity'
  | 'address'
  | 'size'
  | 'count'
  | 'date'
  | 'choice'
  | 'choices';

/** One parameter. */
export interface ParameterRule {
  readonly type: ParameterType;
  /** Without it the cmdlet asks, which ends a session that nobody can answer. */
  readonly required?: true;
  /** Refuses $null and the empty text although it is optional. */
  readonly notEmpty?: true;
  /** Parameter sets it belongs to; absent: all. */
  readonly sets?: readonly string[];
  /** Values of a choice. */
  readonly values?: readonly string[];
  /** A choice that $null clears. */
  readonly nullable?: true;
  readonly maxLength?: number;
}

/** One cmdlet. */
export interface CmdletRule {
  readonly change: boolean;
  /** Asks for confirmation unless -Confirm:$false is given. */
  readonly confirms?: true;
  /** A read that a server remembers: what it loaded into memory is part of the world. */
  readonly remembers?: true;
  /** The set used when the given parameters fit several; its missing mandatory parameters are the ones named. */
  readonly defaultSet?: string;
  readonly parameters: Readonly<Record<string, ParameterRule>>;
}

/** Plain text. */
export const TEXT: ParameterRule = { type: 'text' };
/** A truth value. */
export const BOOLEAN: ParameterRule = { type: 'boolean' };
/** A switch. */
export const SWITCH: ParameterRule = { type: 'switch' };
/** An identity that may be left out. */
export const IDENTITY: ParameterRule = { type: 'identity' };
/** An identity that must be given. */
export const REQUIRED_IDENTITY: ParameterRule = { type: 'identity', required: true };
const DC = { DomainController: TEXT } as const;
/** What every cmdlet that changes something has. */
export const RISK = { ...DC, Confirm: SWITCH, WhatIf: SWITCH } as const;

/** A parameter of these sets only. */
export const inSet = (rule: ParameterRule, ...sets: readonly string[]): ParameterRule => ({
  ...rule,
  sets,
});
/** A cmdlet that changes nothing. */
export const read = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: false,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters: { ...DC, ...parameters },
});
/** A cmdlet that changes something. */
export const change = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: true,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters: { ...RISK, ...parameters },
});
/** A cmdlet that asks before it removes. */
export const removal = (parameters: CmdletRule['parameters']): CmdletRule => ({
  ...change(parameters),
  confirms: true,
});

/** A mandatory name. */
export const NAME: ParameterRule = { type: 'text', required: true };
