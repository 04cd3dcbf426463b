/** The tenant's side: sign-in and Microsoft Graph. */
export { loadAppCertificate } from './app-certificate';
export { CLOUDS, cloudOfDomain } from '../../core/model/clouds';
export { cloudEndpoints } from './clouds';
export { customerTenant, endpointsOf, unattendedDirectory } from './customer-tenant';
export type { HttpRequest, HttpResult, HttpSend } from './http';
export { createNodeHttp } from './node-http';
export { createPracticeBrowser, enterPracticeCode } from './practice-browser';
export { SIGN_IN_REASONS } from './reasons';
export type { OnlineTokens } from './online-sign-in';
export type { AutoSignIn, SignIn, SignInState } from './sign-in-state';
export type { Tenant } from './tenant';
export { createTenant } from './tenant';
export type { Sealer } from './token-cache';
export { createTokenCache } from './token-cache';
