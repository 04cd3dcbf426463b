/** All areas in all languages, loaded at once: for main, command line, lab and tests. The window uses `./index`. */
import type { Language } from '../languages';
import cliEn from './cli.en.json';
import cliFr from './cli.fr.json';
import cliZh from './cli.zh-TW.json';
import diagnosisEn from './diagnosis.en.json';
import diagnosisFr from './diagnosis.fr.json';
import diagnosisZh from './diagnosis.zh-TW.json';
import formsEn from './forms.en.json';
import formsFr from './forms.fr.json';
import formsZh from './forms.zh-TW.json';
import inspectionEn from './inspection.en.json';
import inspectionFr from './inspection.fr.json';
import inspectionZh from './inspection.zh-TW.json';
import logsEn from './logs.en.json';
import logsFr from './logs.fr.json';
import logsZh from './logs.zh-TW.json';
import mainEn from './main.en.json';
import mainFr from './main.fr.json';
import mainZh from './main.zh-TW.json';
import policyEn from './policy.en.json';
import policyFr from './policy.fr.json';
import policyZh from './policy.zh-TW.json';
import practiceEn from './practice.en.json';
import practiceFr from './practice.fr.json';
import practiceZh from './practice.zh-TW.json';
import reportEn from './report.en.json';
import reportFr from './report.fr.json';
import reportZh from './report.zh-TW.json';
import settingsEn from './settings.en.json';
import settingsFr from './settings.fr.json';
import settingsZh from './settings.zh-TW.json';
import stepEn from './step.en.json';
import stepFr from './step.fr.json';
import stepZh from './step.zh-TW.json';
import topologyEn from './topology.en.json';
import topologyFr from './topology.fr.json';
import topologyZh from './topology.zh-TW.json';
import uiPlanEn from './ui-plan.en.json';
import uiPlanFr from './ui-plan.fr.json';
import uiPlanZh from './ui-plan.zh-TW.json';
import whatIfEn from './whatif.en.json';
import whatIfFr from './whatif.fr.json';
import whatIfZh from './whatif.zh-TW.json';
import type { Messages } from './translate';
import customersEn from './ui-customers.en.json';
import customersFr from './ui-customers.fr.json';
import customersZh from './ui-customers.zh-TW.json';
import windowEn from './window.en';
import windowFr from './window.fr';
import windowZh from './window.zh-TW';

const ALL: Readonly<Record<Language, Messages>> = {
  en: {
    ...windowEn,
    ...reportEn,
    ...cliEn,
    ...mainEn,
    ...diagnosisEn,
    ...topologyEn,
    ...formsEn,
    ...inspectionEn,
    ...uiPlanEn,
    ...customersEn,
    ...settingsEn,
    ...practiceEn,
    ...policyEn,
    ...logsEn,
    ...whatIfEn,
    ...stepEn,
  },
  'zh-TW': {
    ...windowZh,
    ...reportZh,
    ...cliZh,
    ...mainZh,
    ...diagnosisZh,
    ...topologyZh,
    ...formsZh,
    ...inspectionZh,
    ...uiPlanZh,
    ...customersZh,
    ...settingsZh,
    ...practiceZh,
    ...policyZh,
    ...logsZh,
    ...whatIfZh,
    ...stepZh,
  },
  fr: {
    ...windowFr,
    ...reportFr,
    ...cliFr,
    ...mainFr,
    ...diagnosisFr,
    ...topologyFr,
    ...formsFr,
    ...inspectionFr,
    ...uiPlanFr,
    ...customersFr,
    ...settingsFr,
    ...practiceFr,
    ...policyFr,
    ...logsFr,
    ...whatIfFr,
    ...stepFr,
  },
};

/** The whole catalogue of one language. */
export function messagesOf(language: Language): Messages {
  return ALL[language];
}
