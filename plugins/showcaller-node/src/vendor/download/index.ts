export { DownloadHosts } from './DownloadHosts';
export type { VendorDownload } from './downloadFile';
