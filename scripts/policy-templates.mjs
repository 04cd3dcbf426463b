/**
 * Writes everything that is made from the table of policies (src/shared/policy.ts) and its texts: Group Policy
 * templates, schema and sample for Linux, profile for macOS, and the table of docs/deployment.md. A test fails while
 * one of them is not current.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ROOT, runMain, say } from './setup/common.mjs';

/** Folder of a language's texts → our language. */
const ADML = { 'en-US': 'en', 'fr-FR': 'fr', 'zh-TW': 'zh-TW' };
const PREFERENCES = 'app.crossprem.desktop';
const START = '<!-- policies: made by scripts/policy-templates.mjs -->';
const END = '<!-- end of policies -->';

/** @typedef {typeof import('../src/shared/policy.ts')} Table */
/** @typedef {Record<string, string>} Texts */
/** @typedef {{kind: string, values?: readonly (string | number)[]}} Setting */

/** @param {string} text */
const xml = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/**
 * A text with its one number put in: the plural forms are few and known here.
 * @param {string} text
 * @param {number} number
 */
function counted(text, number) {
  const forms = [...text.matchAll(/(one|other) \{([^{}]*)\}/g)];
  const form = forms.find(([, name]) => name === (number === 1 ? 'one' : 'other')) ?? forms.at(-1);
  return (form?.[2] ?? text).replace('#', String(number));
}

/**
 * What people choose a value by.
 * @param {string} name
 * @param {string | number} value
 * @param {Texts} texts
 */
function valueText(name, value, texts) {
  if (name === 'IdleLockMinutes') return counted(texts['policy.minutes'] ?? '', Number(value));
  if (name === 'LogDays') return counted(texts['policy.days'] ?? '', Number(value));
  return texts[`policy.updates.${value}`] ?? String(value);
}

/**
 * The words that a setting takes, as they are written.
 * @param {Table} table
 * @param {string} name
 * @returns {readonly string[]}
 */
function words(table, name) {
  /** @type {Setting} */
  const setting = table.POLICY_SETTINGS[/** @type {keyof Table['POLICY_SETTINGS']} */ (name)];
  if (setting.kind === 'actions') return table.POLICY_ACTIONS;
  if (setting.kind === 'address') return ['https://updates.contoso.com/crossprem/'];
  return (setting.values ?? []).map(String);
}

/** @param {Table} table */
const settingsOf = (table) =>
  table.POLICY_NAMES.map((name) => ({
    name,
    setting: /** @type {Setting} */ (table.POLICY_SETTINGS[name]),
  }));

/** @param {Setting} setting */
const isChoice = ({ kind }) => kind === 'number' || kind === 'choice';

/** @param {string} name @param {Setting} setting */
function elements(name, setting) {
  const id = `id="${name}" valueName="${name}" required="true"`;
  if (setting.kind === 'address') return `<text ${id} maxLength="512" />`;
  if (!isChoice(setting)) return `<multiText ${id} />`;
  const items = (setting.values ?? []).map((value) => {
    const typed =
      setting.kind === 'number' ? `<decimal value="${value}" />` : `<string>${value}</string>`;
    return `          <item displayName="$(string.${name}_${value})"><value>${typed}</value></item>`;
  });
  return [`<enum ${id}>`, ...items, '        </enum>'].join('\n');
}

/** @param {Table} table */
function admx(table) {
  const policies = settingsOf(table).map(({ name, setting }) => {
    const isFlag = setting.kind === 'flag';
    const head = [
      `    <policy name="${name}" class="Both" displayName="$(string.${name})"`,
      `explainText="$(string.${name}_Explain)" key="${table.POLICY_KEY}"`,
      isFlag ? `valueName="${name}">` : `presentation="$(presentation.${name})">`,
    ].join(' ');
    const value = isFlag
      ? [
          '      <enabledValue><decimal value="1" /></enabledValue>',
          '      <disabledValue><decimal value="0" /></disabledValue>',
        ]
      : ['      <elements>', `        ${elements(name, setting)}`, '      </elements>'];
    return [
      head,
      '      <parentCategory ref="Crossprem" />',
      '      <supportedOn ref="Supported" />',
      ...value,
      '    </policy>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="crossprem" namespace="Crossprem.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="Supported" displayName="$(string.Supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="Crossprem" displayName="$(string.Category)" />
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`;
}

/** @param {Table} table @param {Texts} texts */
function adml(table, texts) {
  /** @param {string} id @param {string} text */
  const string = (id, text) => `      <string id="${id}">${xml(text)}</string>`;
  const strings = settingsOf(table).flatMap(({ name, setting }) => {
    const list = words(table, name);
    const explained = [
      texts[`policy.${name}-text`] ?? '',
      ...(list.length === 0 ? [] : ['', ...list]),
    ];
    return [
      string(name, texts[`policy.${name}`] ?? ''),
      string(`${name}_Explain`, explained.join('\n')),
      ...(isChoice(setting) ? (setting.values ?? []) : []).map((value) =>
        string(`${name}_${value}`, valueText(name, value, texts)),
      ),
    ];
  });
  const presentations = settingsOf(table)
    .filter(({ setting }) => setting.kind !== 'flag')
    .map(({ name, setting }) => {
      const label = xml(texts[`policy.${name}`] ?? '');
      const control = isChoice(setting)
        ? `<dropdownList refId="${name}" noSort="true" defaultItem="0">${label}</dropdownList>`
        : setting.kind === 'address'
          ? `<textBox refId="${name}"><label>${label}</label></textBox>`
          : `<text>${label}</text>\n        <multiTextBox refId="${name}" defaultHeight="6" />`;
      return `      <presentation id="${name}">\n        ${control}\n      </presentation>`;
    });
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Crossprem</displayName>
  <description>Crossprem</description>
  <resources>
    <stringTable>
${[string('Category', texts['policy.category'] ?? ''), string('Supported', texts['policy.supported'] ?? ''), ...strings].join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

/** A policy that shows the form of each kind of setting. */
function sample() {
  return {
    AllowedActions: ['add', 'change', 'adds-credential', 'sfb-server-exchange:interrupts-service'],
    AllowedClouds: ['global'],
    AllowedSignInMethods: ['browser'],
    IdleLockMinutes: 15,
    LogDays: 90,
    Updates: 'ask',
    UpdateFeed: 'https://updates.contoso.com/crossprem/',
  };
}

/** @param {Table} table @param {Texts} texts */
function schema(table, texts) {
  const scenarios = table.POLICY_SCENARIOS.join('|');
  const actions = table.POLICY_ACTIONS.join('|');
  /** @param {Setting} setting */
  const typeOf = (setting) => {
    switch (setting.kind) {
      case 'flag':
        return { type: 'boolean' };
      case 'list':
        return { type: 'array', items: { enum: setting.values } };
      case 'actions':
        return {
          type: 'array',
          items: { type: 'string', pattern: `^((${scenarios}):)?(${actions})$` },
        };
      case 'address':
        return { type: 'string', pattern: '^https://', maxLength: 512 };
      default:
        return { enum: setting.values };
    }
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Crossprem policy',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      settingsOf(table).map(({ name, setting }) => [
        name,
        {
          title: texts[`policy.${name}`],
          description: texts[`policy.${name}-text`],
          ...typeOf(setting),
        },
      ]),
    ),
  };
}

/** @param {unknown} value @returns {string} */
function plist(value) {
  if (Array.isArray(value)) return `<array>${value.map(plist).join('')}</array>`;
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  return `<string>${xml(String(value))}</string>`;
}

function profile() {
  const settings = Object.entries(sample()).map(
    ([name, value]) => `      <key>${name}</key>\n      ${plist(value)}`,
  );
  /** @param {string} indent @param {string} type @param {string} id @param {string} uuid */
  const head = (indent, type, id, uuid) =>
    Object.entries({
      PayloadType: type,
      PayloadIdentifier: id,
      PayloadUUID: uuid,
      PayloadVersion: 1,
    })
      .map(([key, value]) => `${indent}<key>${key}</key>\n${indent}${plist(value)}`)
      .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadDisplayName</key>
  <string>Crossprem</string>
${head('  ', 'Configuration', `${PREFERENCES}.sample`, 'B3A3B0F4-2C1D-4E52-9C57-4B1E35D3D6A1')}
  <key>PayloadContent</key>
  <array>
    <dict>
${head('      ', PREFERENCES, `${PREFERENCES}.sample.settings`, '5F8C9E1A-7D64-4D0B-8B43-0E9A6C2F7B15')}
${settings.join('\n')}
    </dict>
  </array>
</dict>
</plist>
`;
}

/** Kinds as the guide and the registry have them. */
const TYPES = {
  flag: 'REG_DWORD, true/false',
  number: 'REG_DWORD, number',
  choice: 'REG_SZ, text',
  address: 'REG_SZ, text',
  list: 'REG_MULTI_SZ, list',
  actions: 'REG_MULTI_SZ, list',
};

/** @param {Table} table @param {Texts} texts */
function guideTable(table, texts) {
  /** @param {unknown} value */
  const strictest = (value) =>
    Array.isArray(value) || value === '' ? 'nothing' : `\`${String(value)}\``;
  const rows = settingsOf(table).map(({ name, setting }) => {
    const list = setting.kind === 'flag' ? ['0', '1'] : words(table, name);
    return [
      `\`${name}\``,
      TYPES[/** @type {keyof typeof TYPES} */ (setting.kind)],
      list.map((word) => `\`${word}\``).join(', '),
      texts[`policy.${name}-text`] ?? '',
      strictest(table.STRICTEST[name]),
    ];
  });
  const head = ['setting', 'type', 'values', 'what it does', 'where its value cannot be used'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** @param {string} language @returns {Texts} */
function textsOf(language) {
  const file = join(ROOT, 'src', 'shared', 'messages', `policy.${language}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The guide as the rest of the documents is formatted. @param {string} text */
async function formatted(text) {
  const options = await resolveConfig(join(ROOT, 'docs', 'deployment.md'));
  return format(text, { ...options, parser: 'markdown' });
}

/**
 * Every file that is made, by its path in the checkout. Text of the guide outside its table stays.
 * @param {Table} table
 * @returns {Promise<Record<string, string>>}
 */
export async function policyFiles(table) {
  const guide = join('docs', 'deployment.md');
  const written = readFileSync(join(ROOT, guide), 'utf8');
  const [before = '', rest = ''] = written.split(START);
  const after = rest.split(END)[1] ?? '';
  const english = textsOf('en');
  /** @param {unknown} value */
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'assets/policy/crossprem.admx': admx(table),
    ...Object.fromEntries(
      Object.entries(ADML).map(([folder, language]) => [
        `assets/policy/${folder}/crossprem.adml`,
        adml(table, textsOf(language)),
      ]),
    ),
    'assets/policy/policy.schema.json': json(schema(table, english)),
    'assets/policy/policy.sample.json': json(sample()),
    [`assets/policy/${PREFERENCES}.mobileconfig`]: profile(),
    [guide]: await formatted(
      `${before}${START}\n\n${guideTable(table, english)}\n\n${END}${after}`,
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runMain(async () => {
    const { runnerImport } = await import('vite');
    const source = join(ROOT, 'src', 'shared', 'policy.ts');
    const { module } = await runnerImport(source, { root: ROOT, configFile: false });
    for (const [path, text] of Object.entries(await policyFiles(module))) {
      const file = join(ROOT, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      say(`wrote ${path}`);
    }
    return 0;
  });
