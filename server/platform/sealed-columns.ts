import { installationId } from './ids.ts';

/** A table with sealed columns, and how the place of each value is read from its row, in SQL. */
export interface SealedTable {
  table: string;
  columns: readonly string[];
  workspaceId: string;
  rowId: string;
}

const ofInstallation = `'${installationId}'`;

/**
 * Every sealed column of the database. The modules seal and open each in the place that is said here; a rotation finds the place of a value without
 * asking them. A test compares this list with the migrated database, and with what the modules really do.
 */
export const sealedTables: readonly SealedTable[] = [
  { table: 'installation', columns: ['key_check_sealed', 'lookup_key_sealed'], workspaceId: ofInstallation, rowId: ofInstallation },
  { table: 'users', columns: ['totp_secret_sealed'], workspaceId: ofInstallation, rowId: 'id::text' },
  { table: 'suppressions', columns: ['address_sealed'], workspaceId: 'workspace_id::text', rowId: 'id::text' },
  {
    table: 'supporter_flows',
    columns: [
      'nonce_sealed',
      'verifier_sealed',
      'draft_sealed',
      'name_sealed',
      'address_sealed',
      'access_token_sealed',
      'refresh_token_sealed',
      'receipt_sealed',
      'identity_sealed',
    ],
    workspaceId: 'workspace_id::text',
    rowId: 'id::text',
  },
  {
    table: 'mailboxes',
    columns: ['access_token_sealed', 'refresh_token_sealed', 'password_sealed'],
    workspaceId: 'workspace_id::text',
    rowId: 'id::text',
  },
  { table: 'mailbox_consents', columns: ['nonce_sealed', 'verifier_sealed'], workspaceId: 'workspace_id::text', rowId: 'id::text' },
  { table: 'participation_keys', columns: ['key_sealed'], workspaceId: ofInstallation, rowId: "to_char(month, 'YYYY-MM-DD')" },
  { table: 'webhooks', columns: ['secret_sealed', 'old_secret_sealed'], workspaceId: 'workspace_id::text', rowId: 'id::text' },
  { table: 'recipient_links', columns: ['address_sealed'], workspaceId: ofInstallation, rowId: "encode(token_hash, 'hex')" },
  {
    table: 'privacy_requests',
    columns: ['address_sealed', 'message_sealed', 'answer_sealed'],
    workspaceId: ofInstallation,
    rowId: 'id::text',
  },
  { table: 'erasures', columns: ['address_sealed'], workspaceId: ofInstallation, rowId: "encode(address_hash, 'hex')" },
  { table: 'export_links', columns: ['address_sealed'], workspaceId: ofInstallation, rowId: "encode(token_hash, 'hex')" },
  { table: 'idempotency_keys', columns: ['outcome_sealed'], workspaceId: ofInstallation, rowId: "encode(key_hash, 'hex')" },
  { table: 'farewells', columns: ['address_sealed'], workspaceId: ofInstallation, rowId: 'id::text' },
];
