/** Cmdlets of the auth certificate's rollover. Types and switches: the cmdlet pages. */
import type { AllowedCmdlet } from './allow-list-kinds';

const DC = { DomainController: 'text' } as const;

/** What the rollover adds to the cmdlets of the Exchange servers. */
export const ROLLOVER_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  // Whatever else it can set, such as the service name, is not this product's business.
  'Set-AuthConfig': {
    change: true,
    parameters: {
      ...DC,
      NewCertificateThumbprint: 'identity',
      NewCertificateEffectiveDate: 'text',
      PublishCertificate: 'switch',
      ClearPreviousCertificate: 'switch',
      Force: 'switch',
    },
    required: ['Force', 'DomainController'],
  },
  'New-ExchangeCertificate': {
    change: true,
    parameters: {
      ...DC,
      Server: 'identity',
      KeySize: 'text',
      PrivateKeyExportable: 'boolean',
      SubjectName: 'text',
      FriendlyName: 'text',
      DomainName: 'texts',
      Services: 'text',
    },
    required: ['Server', 'SubjectName', 'DomainName', 'Services', 'DomainController'],
  },
};
