/** Whether a host, with or without a port, is this machine: there a secret may travel as it is. */
export const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host)
