import type { AppError } from '../../shared/errors';
import type { Facts } from './facts';
import type { FromAction, TargetId } from './command';

/** A named read with its arguments. */
export interface ReadRequest {
  readonly read: string;
  readonly arguments: Readonly<Record<string, string | FromAction>>;
}

/** What a read found, or why it found nothing. "Not reached" is a value, not a crash. */
export type Observation =
  | {
      readonly status: 'read';
      readonly request: ReadRequest;
      readonly target: TargetId;
      /** ISO 8601 UTC. */
      readonly at: string;
      readonly durationMs: number;
      /** The exact command text, for people. */
      readonly source: string;
      /** Parsed value; its type belongs to the read definition. Never leaves main unprojected. */
      readonly value: unknown;
      readonly facts: Facts;
      /** Host where a person collected the answer; `at` is then the time of collecting. */
      readonly collectedOn?: string;
      /** What a test found wrong; see ReadDefinition.problem. */
      readonly problem?: AppError;
    }
  | {
      readonly status: 'not-read';
      readonly request: ReadRequest;
      readonly target: TargetId;
      readonly at: string;
      readonly durationMs: number;
      readonly source: string;
      readonly error: AppError;
    };

/** Observations by read key; see readKey in core/reads/registry.ts. */
export type Observations = ReadonlyMap<string, Observation>;
