package dvcs.forge;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A small picture of a user, in a colour of their own: a PNG (W3C, second edition) of 40 by 40 pixels without any library. */
final class Avatar {
    private static final int SIZE = 40;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Avatar() {}

    static byte[] of(User user) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            png.write(SIGNATURE);
            // Width, height, 8 bits a channel, RGB, the only compression and filter methods, not interlaced.
            chunk(png, "IHDR", new byte[] {0, 0, 0, SIZE, 0, 0, 0, SIZE, 8, 2, 0, 0, 0});
            chunk(png, "IDAT", pixels(user.username().hashCode()));
            chunk(png, "IEND", new byte[0]);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pixels(int colour) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, new Deflater(9))) {
            for (int y = 0; y < SIZE; y++) {
                out.write(0); // this line is not filtered
                for (int x = 0; x < SIZE; x++) {
                    boolean face = Math.hypot(x - SIZE / 2.0, y - SIZE / 2.0) < SIZE * 0.4;
                    for (int shift : new int[] {16, 8, 0}) {
                        int channel = colour >> shift & 0x7f;
                        out.write(face ? channel + 0x80 : channel);
                    }
                }
            }
        }
        return compressed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream to, String type, byte[] data) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
        out.flush();
    }
}
