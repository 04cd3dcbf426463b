import type checks from './checks.en.json';
import type cli from './cli.en.json';
import type core from './core.en.json';
import type doctor from './doctor.en.json';
import type diagnosis from './diagnosis.en.json';
import type coreOAuth from './core-oauth.en.json';
import type coreSkype from './core-skype.en.json';
import type coreCross from './core-cross.en.json';
import type coreKeys from './core-keys.en.json';
import type errors from './errors.en.json';
import type forms from './forms.en.json';
import type history from './history.en.json';
import type inspection from './inspection.en.json';
import type lab from './lab.en.json';
import type main from './main.en.json';
import type notices from './notices.en.json';
import type policy from './policy.en.json';
import type practice from './practice.en.json';
import type report from './report.en.json';
import type rollover from './rollover.en.json';
import type settings from './settings.en.json';
import type signIn from './sign-in.en.json';
import type logs from './logs.en.json';
import type step from './step.en.json';
import type topology from './topology.en.json';
import type ui from './ui.en.json';
import type whatIf from './whatif.en.json';
import type uiPlan from './ui-plan.en.json';
import type uiCustomers from './ui-customers.en.json';

/** The English catalogue by area; the other languages have the same keys (a test holds them to it). */
interface Areas {
  readonly ui: typeof ui;
  readonly uiCustomers: typeof uiCustomers;
  readonly errors: typeof errors;
  readonly core: typeof core;
  readonly coreOAuth: typeof coreOAuth;
  readonly coreKeys: typeof coreKeys;
  readonly lab: typeof lab;
  readonly signIn: typeof signIn;
  readonly report: typeof report;
  readonly cli: typeof cli;
  readonly main: typeof main;
  readonly doctor: typeof doctor;
  readonly diagnosis: typeof diagnosis;
  readonly notices: typeof notices;
  readonly checks: typeof checks;
  readonly rollover: typeof rollover;
  readonly coreSkype: typeof coreSkype;
  readonly coreCross: typeof coreCross;
  readonly topology: typeof topology;
  readonly forms: typeof forms;
  readonly logs: typeof logs;
  readonly step: typeof step;
  readonly inspection: typeof inspection;
  readonly uiPlan: typeof uiPlan;
  readonly history: typeof history;
  readonly settings: typeof settings;
  readonly policy: typeof policy;
  readonly practice: typeof practice;
  readonly whatIf: typeof whatIf;
}

/** Every key of the catalogue. */
export type MessageKey = { [Area in keyof Areas]: keyof Areas[Area] & string }[keyof Areas];
