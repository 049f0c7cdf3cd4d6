-- A campaign is guarded against servers that refuse its recipients at once, too. Failures are few among many messages.
create index outreach_deliveries_failed on outreach_deliveries (workspace_id, campaign_id, settled_at) where state = 'failed';
