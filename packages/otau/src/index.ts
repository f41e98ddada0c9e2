export { BUILD_DEFAULTS, type BuildOptions, buildPackage, type BuildResult } from './build/build.ts';
export { type Buildfile, parseBuildfile } from './build/buildfile.ts';
export { type BuildfileCheck, type BuildfileCheckOptions, checkBuildfile } from './build/check-buildfile.ts';
export { ARCHIVE_LIMIT_DEFAULTS, type ArchiveLimits } from './archive/limits.ts';
export { type ArchiveEntry, type EntryType } from './archive/entry-policy.ts';
export { ARCHIVE_RULES, type ArchiveRule } from './archive/rules.ts';
export { type Clock } from './clock.ts';
export { type MaintenanceWindow } from './download/window.ts';
export { type FileLayer, type FileStatus, type OpenFile } from './files/layer.ts';
export { systemFiles } from './files/system-files.ts';
export { type Machine } from './journal/machine.ts';
export {
  type DownloadProgress,
  type DownloadRetried,
  type ExtractionProgress,
  type InstallFailed,
  type OperationProgress,
  type PackageReceived,
  type PackageVerified,
  type ProbationProgress,
  type ScriptOutput,
  type ScriptRun,
} from './diagnostics.ts';
export { type Finding, isOtauError, OtauError, type OtauErrorCode, type OtauErrorDetails } from './errors.ts';
export {
  EXTRACT_DEFAULTS,
  type ExtractOptions,
  extractPackage,
  type ExtractProgress,
  type ExtractResult,
} from './extract/extract.ts';
export { type CheckOptions, checkPackage, type CheckResult, type PackageKind } from './package/check.ts';
export {
  formatPackageName,
  type PackageName,
  type PackageNameOptions,
  parsePackageName,
  RESERVED_NAMES,
} from './package/name.ts';
export {
  type InstallCallOptions,
  type Installer,
  type InstallRequest,
  type InstallRequestOptions,
  type InstallResult,
  type OperationAction,
  type OperationState,
  type PendingOperation,
  type RecoveryReport,
  type UninstallReport,
} from './install/api.ts';
export {
  type Content,
  type ContentSource,
  type HealthCheck,
  type HealthResult,
  type HostCallOptions,
  type OpenOptions,
  type PackageManifest,
  type PackageToVerify,
  type ProcessHost,
  type TrustPolicy,
} from './install/contracts.ts';
export { createInstaller } from './install/installer.ts';
export { type AppVersion, type InventoryEntry } from './install/inventory.ts';
export { PROBATION_DEFAULTS, type ProbationOptions } from './install/probation.ts';
export { INSTALLER_DEFAULTS, type InstallerOptions } from './install/options.ts';
export {
  formatInstallFailure,
  formatInstallReport,
  type InstallOutcome,
  type InstallReport,
  REPORT_DEFAULTS,
} from './install/report.ts';
export { createScripts, type ScriptRequest, type ScriptResult, type Scripts } from './install/scripts.ts';
export { createFolderSource } from './offline/folder-source.ts';
export { readLocalPackage } from './offline/local-package.ts';
export { findPackages, type OfflinePackage, selectNewest } from './offline/packages.ts';
export { type AppKind } from './scaffold/app-files.ts';
export { createApp, type CreateAppOptions, type CreatedApp } from './scaffold/create-app.ts';
export { type AppLanguage } from './scaffold/programs.ts';
export { formatKeySet, type KeySet, keySetOf, parseKeySet } from './trust/key-set.ts';
export { formatManifest, MANIFEST_SUFFIX, parseManifest, SIGNATURE_SUFFIX } from './trust/manifest.ts';
export { formatPublicKey, parsePublicKey, type PublicKey } from './trust/public-key.ts';
export { decideRotation, type OfferedKeySet, readKeySet, rotateKeySet } from './trust/rotation.ts';
export {
  formatSecretKey,
  generateSecretKey,
  parseSecretKey,
  PASSWORD_COST_DEFAULTS,
  type PasswordCost,
  type SecretKey,
  type SecretKeyOptions,
} from './trust/secret-key.ts';
export { addSignature, describePackage, type ManifestTraits, signPackage } from './trust/sign-package.ts';
export { parseSignatures, type Signature, signMessage, type SignOptions, verifySignature } from './trust/signature.ts';
export { type KeyThreshold, verifyThreshold } from './trust/threshold.ts';
export { createTrust, type SignaturePolicy, type TrustOptions } from './trust/trust.ts';
