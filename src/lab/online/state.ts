/** The organisation in Exchange Online as the lab keeps it on disk. Plain JSON; there is one copy and no replication. */
import type { ConnectorData, EwsAccess, RelationshipData } from '../exchange/state';

/** An object of Exchange Online. Times are virtual milliseconds since the epoch. */
export interface OnlineObject<Data> {
  readonly guid: string;
  readonly created: number;
  readonly changed: number;
  readonly data: Data;
}

/** A connector; only this side has an address for sharing. */
export interface OnlineConnectorData extends ConnectorData {
  readonly targetSharingEpr: string | null;
}

/** What the Hybrid Configuration Wizard tells Exchange Online of an organisation on premises. */
interface OnPremisesOrganizationData {
  readonly name: string;
  readonly organizationGuid: string;
  readonly organizationName: string;
  readonly hybridDomains: readonly string[];
  readonly inboundConnector: string;
  readonly outboundConnector: string;
  readonly organizationRelationship: string;
}

/** A mailbox in the cloud. */
interface OnlineMailboxData {
  readonly name: string;
  readonly alias: string;
  readonly displayName: string;
  readonly primarySmtpAddress: string;
  readonly userPrincipalName: string;
}

/** Kinds of objects. */
export interface OnlineKinds {
  connector: OnlineConnectorData;
  onPremisesOrganization: OnPremisesOrganizationData;
  relationship: RelationshipData;
  mailbox: OnlineMailboxData;
}
/** One of the kinds. */
export type OnlineKind = keyof OnlineKinds;

/** The organisation. */
export interface OnlineState {
  readonly organisation: {
    readonly guid: string;
    ews: EwsAccess;
    /** Application ids with commas in between; '' when not set. It acts only while EwsEnabled is True. */
    ewsAllowedAppIds: string;
    oauth2ClientProfileEnabled: boolean;
  };
  objects: { [Kind in OnlineKind]: OnlineObject<OnlineKinds[Kind]>[] };
}
