import { orderTransitions, type OrderState } from '@pomona/domain'
import pg from 'pg'

/** Makes every test fail that moves an order in a way that `orderTransitions` does not know, whatever statement does it. */
export async function guardOrders(url: string): Promise<void> {
  const known = (Object.keys(orderTransitions) as OrderState[]).flatMap((from) =>
    orderTransitions[from].map((to) => `('${from}', '${to}')`),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`
      create function guard_order_states() returns trigger language plpgsql as $$ begin
        if (old.state::text, new.state::text) not in (${known.join(', ')}) then
          raise exception 'an order may not go from % to %', old.state, new.state;
        end if;
        return null;
      end $$;
      create trigger guard_order_states after update of state on license_orders for each row
        when (old.state is distinct from new.state) execute function guard_order_states()`)
  } finally {
    await client.end()
  }
}
