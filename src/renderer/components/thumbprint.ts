/** The last characters of a thumbprint, as people compare them: `…27C0`. */
export function shortThumbprint(thumbprint: string): string {
  return `…${thumbprint.slice(-4).toUpperCase()}`;
}
