import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const tag = { integer: 0x02, bits: 0x03, octets: 0x04, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 }

/** A certificate for this machine that only whoever is told to trusts: it signs itself. Made anew each time, so no key lies around. */
export function makeCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = der(tag.sequence, Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = Buffer.from('0603550403', 'hex')
  const name = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, commonName, der(tag.text, Buffer.from('Mock Apple test')))),
  )
  const validity = der(tag.sequence, der(tag.time, utc(-1)), der(tag.time, utc(30)))
  // Subject alternative names: the address 127.0.0.1 and the name localhost.
  const names = der(tag.sequence, der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from('localhost')))
  const extension = der(tag.sequence, Buffer.from('0603551d11', 'hex'), der(tag.octets, names))
  const content = der(
    tag.sequence,
    der(0xa0, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(tag.sequence, extension)),
  )
  const signature = der(tag.bits, Buffer.from([0]), sign('sha256', content, privateKey))
  const whole = der(tag.sequence, content, ecdsaWithSha256, signature)
  const base64 = whole.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

function der(type: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([type, ...size]), content])
}

function utc(daysFromNow: number): Buffer {
  const time = new Date(Date.now() + daysFromNow * 86_400_000).toISOString()
  return Buffer.from(`${time.replaceAll(/[-T:]/g, '').slice(2, 14)}Z`)
}
