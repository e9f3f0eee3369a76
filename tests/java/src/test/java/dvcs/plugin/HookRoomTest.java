package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HookRoomTest {
    private static final int KIB = 1024;

    private final HookRoom room = new HookRoom(HookRoom.BYTES, 2);

    /** A body in pieces of odd sizes that can't be asked for its length. */
    private static InputStream pieces(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            private final Random random = new Random(1);

            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(9_000)));
            }
        };
    }

    private static byte[] body(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void bodiesOfEverySizeComeWholeAndTheTooLongDoNot() throws IOException {
        for (int length : new int[] {0, 1, 16 * KIB - 1, 16 * KIB, 16 * KIB + 1, 1_000_000, HookRoom.LONGEST - 1, HookRoom.LONGEST}) {
            byte[] body = body(length);
            try (HookRoom.Place place = room.enter().orElseThrow()) {
                assertThat(place.read(pieces(body)).body()).as("%d bytes", length).isEqualTo(body);
            }
        }
        for (int length : new int[] {HookRoom.LONGEST + 1, HookRoom.LONGEST + 2, 2 * HookRoom.LONGEST}) {
            try (HookRoom.Place place = room.enter().orElseThrow()) {
                assertThat(place.read(pieces(body(length))).cut()).isEqualTo(HookRoom.Cut.TOO_LONG);
            }
        }
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() throws IOException {
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                read[0] += length;
                return length;
            }
        };
        try (HookRoom.Place place = room.enter().orElseThrow()) {
            assertThat(place.read(endless).cut()).isEqualTo(HookRoom.Cut.TOO_LONG);
        }
        assertThat(read[0]).isEqualTo(HookRoom.LONGEST + 1L);
    }

    @Test
    void thereAreSoManyPlacesAndEachIsFreeAgainWhateverHappened() {
        for (int round = 0; round < 10; round++) {
            HookRoom.Place first = room.enter().orElseThrow();
            HookRoom.Place second = room.enter().orElseThrow();
            assertThat(room.enter()).isEmpty();
            assertThatThrownBy(() -> second.read(new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the sender left");
                }
            })).isInstanceOf(IOException.class);
            first.close();
            second.close();
        }
    }

    @Test
    void withoutRoomABodyIsLeftAndTheRoomIsFreeAfterwards() throws IOException {
        HookRoom small = new HookRoom(100 * KIB, 3);
        HookRoom.Place first = small.enter().orElseThrow();
        assertThat(first.read(pieces(body(60 * KIB))).cut()).as("64 KiB").isNull();
        try (HookRoom.Place second = small.enter().orElseThrow()) {
            assertThat(second.read(pieces(body(20 * KIB))).cut()).as("needs 32 beside 16").isEqualTo(HookRoom.Cut.FULL);
        }
        try (HookRoom.Place second = small.enter().orElseThrow()) {
            assertThat(second.read(pieces(body(15 * KIB))).cut()).as("a small one fits").isNull();
        }
        first.forget();
        first.forget();
        try (HookRoom.Place second = small.enter().orElseThrow()) {
            assertThat(second.read(pieces(body(40 * KIB))).cut()).as("the first one's is free").isNull();
        }
        first.close();
        try (HookRoom.Place again = small.enter().orElseThrow()) {
            assertThat(again.read(pieces(body(60 * KIB))).cut()).as("nothing was freed twice or kept").isNull();
        }
    }
}
