-- service_norm: also of what is asked by one channel
alter table service_norm add column channel_key text;
alter table service_norm
  add constraint service_norm_channel foreign key (channel_key) references channel (key),
  drop constraint service_norm_one,
  add constraint service_norm_one exclude using gist (
    kind with =, coalesce(handler_group_key, '') with =, coalesce(product_number, '') with =, coalesce(channel_key, '') with =,
    tstzrange(valid_from, valid_until) with &&
  );
