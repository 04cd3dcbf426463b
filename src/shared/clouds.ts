/** Microsoft's clouds by key; their hosts are in core/model/clouds.ts. */
export const CLOUD_IDS = ['global', 'gcc-high', 'dod', '21vianet', 'bleu', 'delos'] as const;
/** One of the clouds. */
export type CloudId = (typeof CLOUD_IDS)[number];

/** Official names, the same in every language. */
export const CLOUD_NAMES: Readonly<Record<CloudId, string>> = {
  global: 'Microsoft 365 (Global, GCC)',
  'gcc-high': 'Microsoft 365 GCC High',
  dod: 'Microsoft 365 DoD',
  '21vianet': 'Microsoft 365 (21Vianet)',
  bleu: 'Bleu',
  delos: 'Delos Cloud',
};

/** Clouds that a customer can be in: a known one, or addresses of its own. */
export const CLOUD_CHOICES = [...CLOUD_IDS, 'custom'] as const;
/** One of the choices. */
export type CloudChoice = (typeof CLOUD_CHOICES)[number];

/**
 * The origin of an https address without path, query and user, such as `https://login.contoso.example`; nothing for
 * any other text.
 */
export function httpsOrigin(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return undefined;
  }
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '';
  const isNobodys = url.username === '' && url.password === '';
  return url.protocol === 'https:' && isBare && isNobodys ? url.origin : undefined;
}
