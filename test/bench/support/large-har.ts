/** A HAR of any size: many calls with content, and hand-shakes strewn among them. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { applicationToken, handShake, harEntry } from '../../unit/support/traces';

/** Calls between two hand-shakes. */
const BETWEEN = 400;
const CONTENT = 'a "quoted" \\ text, 0123456789 '.repeat(60);

/** Writes it; gives the number of hand-shakes, of which every second one is refused. */
export async function writeLargeHar(file: string, bytes: number): Promise<number> {
  const noise = harEntry({ url: 'https://cdn.example.com/a/b/c?d=e', content: CONTENT });
  const block = `${noise},`.repeat(BETWEEN);
  const out = createWriteStream(file);
  let written = 0;
  let shakes = 0;
  const put = async (text: string): Promise<void> => {
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
  };
  await put('{"log":{"version":"1.2","entries":[');
  while (written < bytes) {
    const bearer = applicationToken(null, { jti: shakes });
    const calls = handShake(bearer, { status: shakes % 2 === 0 ? 401 : 200 });
    const own = `https://mail.contoso.com/EWS/Exchange.asmx/${String(shakes)}`;
    await put(
      block + calls.map((call) => harEntry({ ...call, url: call.url ?? own })).join(',') + ',',
    );
    shakes += 1;
  }
  await put(`${noise}]}}`);
  out.end();
  await once(out, 'finish');
  return shakes;
}
