/**
 * The absolute address of a request below the Graph root. Nothing when the text would leave that root: another host,
 * another version, a fragment.
 */
export function graphUrl(root: string, relative: string): URL | undefined {
  if (!relative.startsWith('/') || relative.startsWith('//') || relative.includes('#')) {
    return undefined;
  }
  const base = new URL(root);
  const url = new URL(`${base.href.replace(/\/$/, '')}${relative}`);
  const below = url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
  return url.origin === base.origin && url.username === '' && below ? url : undefined;
}

/**
 * The part of an `@odata.nextLink` below the Graph root. Nothing when the link leads anywhere else, because the
 * bearer token would go with it.
 */
export function relativeNextLink(root: string, link: string): string | undefined {
  const base = new URL(root);
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return undefined;
  }
  const prefix = base.pathname.replace(/\/$/, '');
  if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) return undefined;
  return `${url.pathname.slice(prefix.length)}${url.search}`;
}
