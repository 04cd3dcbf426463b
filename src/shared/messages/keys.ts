import type cli from './cli.en.json';
import type core from './core.en.json';
import type errors from './errors.en.json';
import type lab from './lab.en.json';
import type main from './main.en.json';
import type report from './report.en.json';
import type signIn from './sign-in.en.json';
import type ui from './ui.en.json';

/** Every key of the English catalogue; the other languages have the same keys (a test holds them to it). */
export type MessageKey =
  | keyof typeof ui
  | keyof typeof errors
  | keyof typeof core
  | keyof typeof lab
  | keyof typeof signIn
  | keyof typeof report
  | keyof typeof cli
  | keyof typeof main;
