export { createManagementClient, type ManagementClient, type ManagementClientOptions } from './client.ts';
export type { ManagementCredential } from './access.ts';
export type { ContentArea, NewContent } from './content.ts';
export type { PageOptions, SerialEntry, Serials } from './serials.ts';
export type { Resources, ResourceTarget } from './resources.ts';
export type { Upload } from '../http/request.ts';
export type { ContentInfo } from '../calls/content.ts';
