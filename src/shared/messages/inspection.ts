/** The areas that the window loads only when something is inspected: `inspection`, and titles of `diagnosis`. */
import type { Language } from '../languages';
import { loadDiagnosisMessages } from './diagnosis';
import type { Messages } from './translate';

/** Loads both in one language. */
export async function loadInspectionMessages(language: Language): Promise<Messages> {
  const [inspection, diagnosis] = await Promise.all([
    loadInspection(language),
    loadDiagnosisMessages(language),
  ]);
  return { ...diagnosis, ...inspection };
}

async function loadInspection(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./inspection.en.json')).default;
    case 'zh-TW':
      return (await import('./inspection.zh-TW.json')).default;
    case 'fr':
      return (await import('./inspection.fr.json')).default;
  }
}
