/** Who a device is: unique together (exosite 3.1). */
export interface DeviceIdentity {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
}

/** What content belongs to. */
export interface ProductIdentity {
  readonly vendor: string;
  readonly model: string;
}
