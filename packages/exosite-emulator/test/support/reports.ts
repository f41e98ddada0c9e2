/** The three reports of a gateway at work (gwe 53 to 59). */
export const REPORTS = {
  engine_report: JSON.stringify({
    apps: [
      { gmq: { exitstatus: '', status: 'RUNNING', uptime: '2:13:40', version: '1.4.2', cpu_s: 61, rss_kib: 14_336 } },
      { coffee_reporter: { exitstatus: 1, status: 'BACKOFF', uptime: '', version: '0.9' } },
      { ntp_updater: { exitstatus: '', status: '', uptime: '', version: '126' } },
    ],
    queue: { messages: 12, bytes: 3480, deadLetters: 0 },
  }),
  device_info: JSON.stringify({
    uname: 'Linux gw1 6.1.0-18-armmp #1 SMP armv7l',
    df: 'Filesystem     1K-blocks    Used Available Use% Mounted on\n/dev/mmcblk0p2   3632784 1203456   2234780  35% /',
    free: '         total    used    free\nMem:     61432   38112   12044',
    ipaddrs: 'eth0 192.168.1.7, wlan0 10.0.0.3',
    os: 'Debian GNU/Linux 12',
    uptime_s: 93_211,
    load: [0.12, 0.2, 0.31],
    temperature_c: 48.3,
  }),
  usage_report: JSON.stringify({
    eth0: {
      requests: {
        'write:temperature': { num: 120, tot_rx: 12_000, tot_tx: 34_000, max_rx: 120, max_tx: 400 },
        'get_content:hello.v1.tar.gz': { num: 1, tot_rx: 240_000, tot_tx: 900, max_rx: 240_000, max_tx: 900 },
      },
    },
    ppp0: {},
  }),
} as const;
