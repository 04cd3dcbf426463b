import type { Language } from './languages';

/** Application ids of Microsoft services that this product names. An id is never shown without its product name. */
export const APPLICATIONS = {
  exchangeOnline: '00000002-0000-0ff1-ce00-000000000000',
  skypeForBusinessOnline: '00000004-0000-0ff1-ce00-000000000000',
  teamsScheduler: '7557eb47-c689-4224-abcf-aef9bd7573df',
  cloudVoicemail: 'db7de2b5-2149-435e-8043-e080dd50afae',
} as const;

/** Key of one of the known applications. */
type ApplicationKey = keyof typeof APPLICATIONS;

/** Product names as English texts and the directory have them. */
const APPLICATION_NAMES: Readonly<Record<ApplicationKey, string>> = {
  exchangeOnline: 'Exchange Online',
  skypeForBusinessOnline: 'Skype for Business Online',
  teamsScheduler: 'Teams scheduler',
  cloudVoicemail: 'Cloud Voicemail',
};

const SKYPE = 'Skype for Business';
/** What Microsoft calls it in each language; its other products keep their names everywhere. */
const SKYPE_NAMES: Readonly<Record<Language, string>> = {
  en: SKYPE,
  'zh-TW': '商務用 Skype',
  fr: 'Skype Entreprise',
};
const SKYPE_PRODUCTS = [SKYPE, `${SKYPE} Online`, `${SKYPE} Server`];

/** A product's name in a language; any other text stays as it is. */
export function productName(name: string, language: Language): string {
  return SKYPE_PRODUCTS.includes(name) ? name.replace(SKYPE, SKYPE_NAMES[language]) : name;
}

/** The same for names that stand in brackets after ids, `… (Skype for Business Server)`. */
export function productsInBrackets(text: string, language: Language): string {
  return text.replace(/\(([^()]+)\)/g, (_, name: string) => `(${productName(name, language)})`);
}

/** The known applications whose ids stand in a text, with their English names, in the order of the list above. */
export function applicationsIn(text: string): readonly { id: string; name: string }[] {
  const lower = text.toLowerCase();
  return Object.values(APPLICATIONS)
    .filter((id) => lower.includes(id))
    .map((id) => ({ id, name: serverName(id, lower) ?? applicationName(id) }));
}

/** The servers have the ids of their services, with a domain as realm where the services have a tenant's GUID. */
const ON_PREMISES: Readonly<Record<string, string>> = {
  [APPLICATIONS.exchangeOnline]: 'Exchange Server',
  [APPLICATIONS.skypeForBusinessOnline]: 'Skype for Business Server',
};
const DOMAIN_REALM = '(?:/[^@\\s]*)?@(?![0-9a-f]{8}-)[\\w-]+\\.';

function serverName(id: string, lower: string): string | undefined {
  return new RegExp(`${id}${DOMAIN_REALM}`).test(lower) ? ON_PREMISES[id] : undefined;
}

/** The product name for an application id, in English, or the id itself where it is not known. */
export function applicationName(appId: string): string {
  const found = Object.entries(APPLICATIONS).find(([, id]) => id === appId.toLowerCase());
  return found === undefined ? appId : APPLICATION_NAMES[found[0] as ApplicationKey];
}
