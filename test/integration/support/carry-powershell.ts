/** Carries scripts to a real PowerShell, which has the lab's commands and a stand-in for the Graph module. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CONSENT_SWITCHES } from '../../../src/core/commands/script-consent';
import { GRAPH_ROOT } from '../../../src/core/commands/render';
import { programTags } from '../../../src/core/carry/collect';
import type { CarriedScript } from '../../../src/core/carry/script';
import type { GraphRequest, ResolvedCmdlet } from '../../../src/core/model/command';
import type { Tag } from '../../../src/core/model/action';
import type { CarryBench } from './carry';
import type { TestLab } from './practice';

/** What a script said and how it ended. */
export interface ScriptRun {
  readonly code: number | null;
  readonly output: string;
  /** The result file's text; undefined when none was written. */
  readonly result: string | undefined;
}

/** A PowerShell that runs carried scripts. */
export interface ScriptRunner {
  run(
    script: Pick<CarriedScript, 'text' | 'manifest' | 'resultFile'>,
    switches?: readonly string[],
    computer?: string,
  ): Promise<ScriptRun>;
  stop(): void;
}

/** Switches of a script that these consents give. */
export function switchesFor(script: CarriedScript, consents: readonly Tag[]): readonly string[] {
  const own = (script.plan?.actions ?? []).flatMap((action) => action.tags);
  const tags = new Set([...own, ...programTags(script.program)]);
  return consents.flatMap((tag) => (tags.has(tag) ? (CONSENT_SWITCHES[tag] ?? []) : []));
}

/** Starts a small loopback service that the stand-ins in PowerShell ask. Scripts lie in `<bench>/other/<side>`. */
export async function startRunner(
  executable: string,
  lab: TestLab,
  bench: CarryBench,
): Promise<ScriptRunner> {
  const { clock, directory, local, online, premises, skype } = bench.server.ports;
  const options = { deadlineMs: 60_000, requestId: 'carried' };
  const answer = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
    if (path === '/now') return { ticks: clock.now().getTime() * 10_000 + 621_355_968_000_000_000 };
    if (path === '/sleep') {
      await clock.sleep(Number(body['seconds']) * 1_000);
      return {};
    }
    if (path === '/page') {
      const url = String(body['url']);
      const hosts = [new URL(url).hostname];
      const page = await premises?.look({ url, hosts, redirects: 0 }, options);
      return { status: page?.kind === 'answer' ? page.status : 0 };
    }
    if (path === '/online' || path === '/skype' || path === '/local') {
      const command = {
        name: String(body['command']),
        parameters: (body['parameters'] ?? {}) as ResolvedCmdlet['parameters'],
      };
      const computer = typeof body['computer'] === 'string' ? body['computer'] : '';
      const shells = {
        '/online': online,
        '/skype': skype?.(computer === '' ? undefined : computer),
        '/local': local,
      };
      const outcome = await shells[path]?.invoke(command, options);
      return outcome?.kind === 'done'
        ? { items: outcome.items }
        : { error: JSON.stringify(outcome) };
    }
    const text = typeof body['body'] === 'string' ? body['body'] : '';
    const request = {
      method: String(body['method']),
      url: String(body['uri']).slice(GRAPH_ROOT.length),
      ...(text === '' ? {} : { body: JSON.parse(text) }),
    } as GraphRequest;
    const outcome = await directory.send(request, { deadlineMs: 60_000, requestId: 'carried' });
    return outcome.kind === 'done'
      ? { status: outcome.value.status, body: JSON.stringify(outcome.value.body) }
      : { status: 500, body: JSON.stringify(outcome.error) };
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
      void answer(request.url ?? '', body).then((value) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(value));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bridge = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    run: async ({ text, manifest, resultFile }, switches = [], named) => {
      const computer = named ?? (manifest.target === 'skype' ? 'FE01' : 'EX01');
      const folder = join(bench.folder, 'other', manifest.target);
      await mkdir(folder, { recursive: true });
      await writeOwnPrograms(join(bench.folder, 'other'));
      const file = join(folder, `${manifest.script}.ps1`);
      await writeFile(file, text, 'utf8');
      const given = {
        Script: file,
        Switches: switches.join(','),
        Assets: join(import.meta.dirname, '../../../assets/powershell'),
        Endpoint: lab.ready.endpoint,
        Secret: lab.ready.secret,
        Bridge: bridge,
        TenantId: lab.ready.tenantId,
        Domains: [lab.ready.tenantDomain, 'contoso.com'].join(','),
        Side: manifest.target,
        Computer: computer,
      };
      const words = Object.entries(given).flatMap(([name, value]) => [`-${name}`, value]);
      const prelude = join(import.meta.dirname, '../carry/lab-commands.ps1');
      const { code, output } = await start(executable, join(bench.folder, 'other'), bridge, [
        '-NoProfile',
        '-NonInteractive',
        '-File',
        prelude,
        ...words,
      ]);
      const result = await readFile(join(folder, resultFile), 'utf8').catch(() => undefined);
      return { code, output, result };
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What Exchange and Windows ship: the script, and iisreset. Both hand their words on. */
async function writeOwnPrograms(folder: string): Promise<void> {
  await mkdir(join(folder, 'Scripts'), { recursive: true });
  await mkdir(join(folder, 'System32'), { recursive: true });
  await writeFile(
    join(folder, 'Scripts', 'Configure-EnterprisePartnerApplication.ps1'),
    `param([string] $AuthMetaDataUrl, [string] $ApplicationType, [string] $DomainController)
$body = @{ command = 'Configure-EnterprisePartnerApplication.ps1'; parameters = @{ AuthMetaDataUrl = $AuthMetaDataUrl; ApplicationType = $ApplicationType; DomainController = $DomainController } }
$answer = Invoke-RestMethod -Method Post -Uri ($env:CROSSPREM_TEST_BRIDGE + '/local') -Body ($body | ConvertTo-Json -Compress) -ContentType 'application/json' -NoProxy
if ($null -ne $answer.PSObject.Properties['error']) { throw $answer.error }
`,
  );
  await writeFile(
    join(folder, 'System32', 'iisreset.exe'),
    `#!/usr/bin/env node
const parameters = { ComputerName: process.argv[2] };
const body = JSON.stringify({ command: 'iisreset', parameters });
fetch(process.env.CROSSPREM_TEST_BRIDGE + '/local', { method: 'POST', body })
  .then((answer) => answer.json())
  .then((answer) => process.exit(answer.error === undefined ? 0 : 1));
`,
    { mode: 0o755 },
  );
}

function start(
  executable: string,
  programs: string,
  bridge: string,
  words: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      ExchangeInstallPath: programs,
      SystemRoot: programs,
      CROSSPREM_TEST_BRIDGE: bridge,
    };
    const child = spawn(executable, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString('utf8')));
    child.stderr.on('data', (part: Buffer) => (output += part.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
