/** Whether an error says that the certificate of a server is not good. Node names what is wrong in codes of its own and of OpenSSL. */
export const isOfCertificate = ({ code }: { code?: unknown }): boolean =>
  typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME_MISMATCH/.test(code);
