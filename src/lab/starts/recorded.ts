/**
 * The state `recorded`: half-way between the old recipe and the new one, as the recordings of real servers show it.
 * Written as the lab's own data. Not recorded, so inferred: the account's type and its role.
 */
import { APPLICATIONS } from '../../shared/applications';
import { addApplicationAccount } from './accounts';
import { ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';
import { cloudApplication } from './organisation';
import { addOverride } from './wizard';
import { assignRole } from './roles';

const ACCOUNT = 'TeamsIntegration-ApplicationAccount';
const ROLE = 'TeamsIntegrationRole';

/** Adds what the recordings show beyond the wizard's work. */
export function addRecorded(builder: OrganisationBuilder): void {
  addTeamsObjects(builder);
  addOverride(builder);
  addRelayDomains(builder);
}

function addTeamsObjects(builder: OrganisationBuilder): void {
  const guid = addApplicationAccount(builder, ACCOUNT, true);
  const parent = builder.state.objects.role.find(
    (item) => item.versions[0]?.data?.name === 'UserApplication',
  );
  const role = builder.add(
    'role',
    ROLE,
    {
      name: ROLE,
      parent: parent?.guid ?? null,
      roleType: 'UserApplication',
      description: '',
      entries: [{ name: 'GetDelegate', type: 'WebService', parameters: [] }],
    },
    90,
  );
  assignRole(builder, role, ROLE, { guid, name: ACCOUNT });
  const rows = [
    cloudApplication('TeamsScheduler', APPLICATIONS.teamsScheduler, {
      enabled: false,
      linkedAccount: guid,
    }),
    cloudApplication('CloudVoicemail', APPLICATIONS.cloudVoicemail, {
      enabled: false,
      linkedAccount: guid,
    }),
    cloudApplication('SfBLegacy', APPLICATIONS.skypeForBusinessOnline, {}),
  ];
  for (const row of rows) builder.add('partnerApplication', row.name, row, 60);
}

/** Accepted domains of every type, with a wildcard among them. */
function addRelayDomains(builder: OrganisationBuilder): void {
  const domains = [
    { domainName: `*.branch.${ORGANISATION.domain}`, domainType: 'InternalRelay' },
    { domainName: 'partner.example', domainType: 'ExternalRelay' },
  ] as const;
  for (const { domainName, domainType } of domains) {
    const data = {
      name: domainName,
      domainName,
      domainType,
      isDefault: false,
      isCoexistence: false,
    };
    builder.add('acceptedDomain', domainName, data, 300);
  }
}
