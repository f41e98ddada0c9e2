export { createExositeApi, type ExositeApi, type ExositeApiOptions } from './exosite-api.ts';
export { createDevice, DEFAULT_ACTIVATION_RETRY_MS, type Device, type DeviceOptions } from './device.ts';
export type { ApiResult } from './result.ts';
